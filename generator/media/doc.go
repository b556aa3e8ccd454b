// Package media knows picture files: what is in them, and how to publish them
// without what their owner would not tell.
//
// # Looking
//
// Probe reads a picture as a stream and decodes no pixel. It tells the format by
// content, never by name, and the size as a browser shows it, with the EXIF
// orientation applied. It walks to the end of JPEG, PNG, GIF and WebP, so that a
// file cut off on its way from a camera is found before a reader finds it. The
// error says what is wrong: ErrEmpty, ErrNotImage, ErrTruncated, ErrDamaged,
// *TooLarge. Whatever was learned until then is in the Info.
//
// # Cleaning
//
// Clean copies a picture without position, serial numbers, maker notes and
// thumbnails, and without touching a pixel: no picture is encoded again.
//
//	         all (the default)                        gps
//	JPEG     no metadata, but orientation, colour     EXIF by a list of harmless tags,
//	         profile and IPTC credits                 IPTC and comments stay
//	PNG      colour, animation, credits               text chunks and such EXIF stay
//	WebP     colour, animation, orientation           such EXIF stays
//	GIF      no comments, no XMP                      no XMP
//	AVIF     EXIF and XMP items become zeros          likewise
//	SVG      what draws stays: no scripts, handlers, foreign content, outside references
//
// XMP goes in both modes: it nests positions, histories and thumbnails in ways
// that only a whole RDF reader could tell apart. What follows the end of a
// picture goes too; phones keep previews, depth and short films there, and
// editors sometimes the part that was cropped away.
//
// The lists say what stays. A list of what goes would be wrong again with every
// new camera.
//
// The output depends on the input's bytes and the mode alone. A caller writes to
// a temporary file and throws it away on error. Memory is bounded: JPEG, PNG and
// GIF pass in pieces of 64 KB; WebP and AVIF, whose heads count what follows, and
// SVG are held whole, up to 64 MB and 16 MB.
//
// # Sources
//
// JPEG: ITU-T T.81, JFIF 1.02. EXIF: CIPA DC-008 (2.32), TIFF 6.0. IPTC: IIM 4.2
// in Photoshop image resources. PNG: W3C PNG, third edition. GIF: GIF89a. WebP:
// RFC 9649. AVIF: ISO 14496-12 and 23008-12. SVG: SVG 1.1 and 2.
package media
