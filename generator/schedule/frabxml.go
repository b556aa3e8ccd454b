package schedule

import (
	"recap/generator/diag"
)

// listsOf are the elements of schedule.xml that hold a list, with the name of
// its entries.
var listsOf = map[string]string{"persons": "person", "links": "link", "attachments": "attachment"}

// readFrabXML reads schedule.xml of Pentabarf, frab and pretalx.
func (r *reading) readFrabXML(in *Input) *Schedule {
	root := in.xml
	conf := root.child("conference")
	if conf == nil {
		r.add(diag.Errorf("schedule-missing", root.at, "this schedule has no <conference>"))
		return nil
	}
	c := fieldsOf(conf)
	if t := conf.child("time_zone_name"); t == nil {
		if z := root.child("time_zone_name"); z != nil {
			c.set("time_zone_name", z.node())
		}
	}
	version := ""
	if v := root.child("version"); v != nil {
		version = v.text
	}
	var days []*node
	for _, d := range root.kids {
		if d.name != "day" {
			continue
		}
		day := &node{kind: object, at: d.at}
		day.set("date", &node{kind: text, text: d.attr("date"), at: d.at})
		rooms := &node{kind: list, at: d.at}
		for _, k := range d.kids {
			switch k.name {
			case "event": // the oldest files have no rooms
				rooms.items = append(rooms.items, roomOf("", []*element{k}, k.at))
			case "room":
				rooms.items = append(rooms.items, roomOf(k.attr("name"), k.kids, k.at))
			}
		}
		day.set("rooms", rooms)
		days = append(days, day)
	}
	return r.frab(c, days, version)
}

func roomOf(name string, events []*element, at diag.Pos) *node {
	room := &node{kind: object, at: at}
	room.set("name", &node{kind: text, text: name, at: at})
	l := &node{kind: list, at: at}
	for _, e := range events {
		if e.name == "event" {
			l.items = append(l.items, eventOf(e))
		}
	}
	room.set("events", l)
	return room
}

// node is an element's text as a value; an empty one is nothing.
func (e *element) node() *node {
	if len(e.kids) > 0 {
		return fieldsOf(e)
	}
	if e.text == "" {
		return &node{at: e.at}
	}
	return &node{kind: text, text: e.text, at: e.at}
}

// fieldsOf is an element as a map of what is in it.
func fieldsOf(e *element) *node {
	n := &node{kind: object, at: e.at}
	for _, k := range e.kids {
		n.set(k.name, k.node())
	}
	return n
}

// eventOf is an entry with the fields that JSON has.
func eventOf(e *element) *node {
	n := &node{kind: object, at: e.at}
	for _, a := range e.attrs {
		n.set(a.Name.Local, &node{kind: text, text: a.Value, at: e.at})
	}
	for _, k := range e.kids {
		entry, isList := listsOf[k.name]
		switch {
		case isList:
			l := &node{kind: list, at: k.at}
			for _, x := range k.kids {
				if x.name == entry {
					l.items = append(l.items, entryOf(x))
				}
			}
			n.set(k.name, l)
		case k.name == "recording" && len(k.kids) == 0:
		default:
			n.set(k.name, k.node())
		}
	}
	return n
}

// entryOf is a person, a link or an attachment: its attributes, and its text
// under the names that JSON has for it.
func entryOf(x *element) *node {
	n := &node{kind: object, at: x.at}
	for _, a := range x.attrs {
		name := a.Name.Local
		if name == "href" {
			name = "url"
		}
		n.set(name, &node{kind: text, text: a.Value, at: x.at})
	}
	for _, name := range []string{"title", "public_name"} {
		if x.text != "" && !n.has(name) {
			n.set(name, &node{kind: text, text: x.text, at: x.at})
		}
	}
	return n
}
