// Package memory is what recap remembers of a site from one run to the next:
// .recap/ in the site's folder. It is a cache only. Deleting it, losing half of
// it, or damaging it costs time and never a byte of the output.
//
//	m := memory.Open(dir, version)          // never fails
//	data, ok := m.Get(memory.Bodies, key)   // a miss is an answer
//	m.Put(memory.Bodies, key, html)
//	m.Touch(memory.Bodies, other)           // still of use, although not read
//	err := m.Save()
//
// A key holds every input of its value (see digest), so that nothing is ever
// invalidated: what nobody asks for any more is left out after some saves.
// Values made by another version of recap are nobody's; the version is the sum
// of the program itself.
//
// # Generations
//
// Each Save that writes is a generation. What was used or put since the last
// one belongs to the new one; an entry that was not stays for 32 generations,
// and as long as the unused ones together take less than 512 MB, the youngest
// first. So going back to yesterday's state of a text is cheap. A build that
// finds everything and puts nothing saves nothing.
//
// # Files
//
//	memory/index        which entries there are
//	memory/values-<id>  values, one after the other; never changed once named so
//	memory/new-<id>     the same while it grows, locked by its writer
//	memory/lock         held while saving
//
// The index is binary, little endian:
//
//	head     "recap memory 1\n\0", version (16 bytes), stamp (8), generation (u32),
//	         number of values files (u32), number of entries (u32)
//	files    for each: id (8), bytes (u64)
//	         CRC-32C of all this
//	blocks   of up to 1,024 entries, sorted by kind and key, each followed by its CRC-32C
//	entry    kind (1), key (16), 0 (1), file (u16), generation (u32), offset (u64),
//	         size (u32), CRC-32C of the value (u32)
//
// Opening reads the index, 40 bytes an entry, and searches it where it lies:
// a hundred thousand entries are 4 MB and no work. Values are read when asked
// for, each against its checksum: a flipped bit loses one value, or one block of
// the index. New values go to a file at once and not into the process' memory.
// A Save writes that file's rest and a new index, and moves old values only to
// get rid of files that are mostly dead, or too many. Simpler, one file written
// anew each time, an edit in a site of ten thousand posts would copy a hundred
// megabytes. Nothing is synced: after a power failure a checksum fails, and the
// value is made again.
//
// # Processes
//
// Any number may read. One at a time saves; a second waits two seconds and then
// gets a *Busy, goes on working and remembers nothing. When both saved, one after
// the other, the later one keeps what the earlier learned.
//
// TryLock, the lock between processes, is used by package output too.
//
// # Records
//
// Encode and Decode write plain values (structs, texts, numbers, slices,
// pointers, maps with text keys, times) as flat binary. It starts with eight
// bytes that name the type's shape, so that values from before a change of the
// struct are a miss and not nonsense. Then, in order and without names or gaps:
//
//	bool                  0 or 1
//	intN, uintN           varint (zigzag), uvarint, always the shortest form
//	floatN                64 bits, little endian
//	string                uvarint length, bytes
//	[]T, map[string]T     0 for nil, else uvarint length + 1, elements (pairs sorted by key)
//	[n]T                  the elements
//	*T                    0 for nil, else 1 and the value; sharing is not kept
//	time.Time             varint second, uvarint nanosecond, 0 for UTC or 1, offset, zone name
//	struct                its fields; those tagged codec:"-" are left out
//
// Equal values have equal bytes. Interfaces, functions, channels and unexported
// fields are refused. Of a struct or array without content a zero byte is
// written: so every value takes at least one, and no count in damaged bytes can
// ask for more memory than a small multiple of what was read.
package memory
