// Package schema tells editors what may be written: JSON Schemas of everything an
// author writes, made from the tables by which it is read (content.Tables). A key
// that is added there is completed and checked while typing without a second list;
// invopop/jsonschema, which makes schemas of Go structs, was the road considered
// first: but our structs are what is known after reading, with places, resolved
// dates and several spellings gone, and the tables are what may be written.
//
// The dialect is draft-07, which every YAML language server speaks (Red Hat's,
// which serves VS Code, Neovim, Helix, Emacs and Zed, and that of JetBrains);
// later drafts are understood in part. Patterns keep to what ECMA 262 and RE2
// share, so look-ahead is not in them.
//
// A schema never complains about what recap reads without a word; what recap
// refuses it refuses wherever a schema can say so: keys, kinds of values, choices,
// bounds, the form of dates, addresses, ids and languages. That an event ends
// before it starts, or that a talk does not exist, is for recap itself to say. The
// tests hold both against the readers, value by value.
//
// Front matter of Markdown has a schema too, for programs that check it; editors
// do not look for YAML at the top of Markdown files.
package schema
