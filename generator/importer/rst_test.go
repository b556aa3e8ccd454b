package importer

import (
	"strings"
	"testing"
)

const rstPost = `A recap
=======

:date: 2016-06-10 09:00
:tags: python, pycon
:summary: Two days,
   no sleep

Two days in *another* city, **no sleep**. See the
` + "`programme <https://conf.example/x>`_, `the notes`_, PyCon_ and ``a_b``" + `.
A word with_underscores, 2*3 and [brackets].

.. _the notes: https://notes.example/
.. _PyCon: https://pycon.example/

Day 1
-----

- one
- two, which
  goes on

  - inner

1. first
2. second

Keynote
~~~~~~~

She said::

    print("hi") if 1 < 2 else None

.. code-block:: python
   :emphasize-lines: 1,3-4

   def f():
       return 1

.. figure:: /images/hall.jpg
   :alt: The hall
   :target: https://photos.example/5

   Before the keynote

.. image:: /images/x.png

.. note:: Bring water.

Then:

    A quotation of
    two lines.

    -- Ada Example

term
    its meaning

Claim [1]_ and another [#]_.

.. [1] A note.
.. [#] Another
   one.

Day 2
-----

==== =====
Day  Talks
==== =====
One  5
Two  6
==== =====

+---+---+
| a | b |
+---+---+

.. youtube:: abc123

.. chart:: Bar
   :title: x

   'a', [1, 2]

.. TEASER_END

| a line
| another

:kbd:` + "`Ctrl`" + ` and :unknown:` + "`thing`" + `.

>>> 1 + 1
2
`

const rstWant = `Two days in *another* city, **no sleep**. See the
[programme](https://conf.example/x), [the notes](https://notes.example/), [PyCon](https://pycon.example/) and ` + "`a_b`" + `.
A word with_underscores, 2\*3 and \[brackets].

## Day 1

- one
- two, which
  goes on
  - inner

1. first
2. second

### Keynote

She said:

` + "```" + `
print("hi") if 1 < 2 else None
` + "```" + `

` + "```python {hl=1,3-4}" + `
def f():
    return 1
` + "```" + `

[![The hall](/images/hall.jpg "Before the keynote")](https://photos.example/5)

![](/images/x.png)

> [!NOTE]
> Bring water.

Then:

> [!QUOTE] Ada Example
> A quotation of
> two lines.

term
: its meaning

Claim [^1] and another [^auto1].

[^1]: A note.

[^auto1]: Another
    one.

## Day 2

| Day | Talks |
|---|---|
| One | 5 |
| Two | 6 |

` + "```rst" + `
+---+---+
| a | b |
+---+---+
` + "```" + `

https://www.youtube.com/watch?v=abc123

` + "```rst" + `
.. chart:: Bar
   :title: x

   'a', [1, 2]
` + "```" + `

<!--more-->

a line\
another

` + "`Ctrl` and :unknown:\\`thing\\`" + `.

` + "```pycon" + `
>>> 1 + 1
2
` + "```"

func TestRestructured(t *testing.T) {
	m, body := rstDocinfo(rstPost)
	if m.text("title") != "A recap" || m.text("date") != "2016-06-10 09:00" || m.text("summary") != "Two days, no sleep" || len(m.list("tags")) != 2 {
		t.Errorf("front matter: %v", m)
	}
	var notes []string
	got := restructured(body, func(what, detail string) { notes = append(notes, what+": "+detail) }, func(s string) string { return s })
	if got != rstWant {
		g, w := strings.Split(got, "\n"), strings.Split(rstWant, "\n")
		for i := range max(len(g), len(w)) {
			if i >= len(g) || i >= len(w) || g[i] != w[i] {
				t.Errorf("line %d and on:\n%s", i+1, strings.Join(g[min(i, len(g)):], "\n"))
				break
			}
		}
	}
	want := "a table stays as it was drawn: |a directive that is not known stays as it is: chart|a role that is not known stays as it is: unknown"
	if strings.Join(notes, "|") != want {
		t.Errorf("told %q", notes)
	}
}

// FuzzRestructured: any text becomes Markdown; nothing panics or hangs.
func FuzzRestructured(f *testing.F) {
	for _, s := range []string{rstPost, "a\n==\n", "* a\n\n  * b", ".. a::\n", "..", "a::\n\n\n", "> x", "====\n", "== ==\n\n", "`a <b>`_ |x| [#]_ c__", strings.Repeat("* ", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, body := rstDocinfo(s)
		restructured(body, func(string, string) {}, func(s string) string { return s })
	})
}
