package content

import (
	"testing"
	"time"
)

// TestDates: spellings of real posts, and what is known of the date then.
// Those that are refused stand with their messages in testdata/bad/dates.txtar.
func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2016-06-10", "2016-06-10"},
		{"2016/06/10", "2016-06-10"},
		{"2016.06.10", "2016-06-10"},
		{"2016-6-1", "2016-06-01"},
		{"2016-06", "2016-06"},
		{"2016", "2016"},
		{"0001-01-01", "0001-01-01"},
		{"9999-12-31", "9999-12-31"},
		{"2016-02-29", "2016-02-29"},
		{"2016-06-10T12:10", "2016-06-10T12:10:00"},
		{"2016-06-10 12:10", "2016-06-10T12:10:00"},
		{"2016-06-10t12:10:49z", "2016-06-10T12:10:49+0"},
		{"2016-06-10T12:10:49+01:00", "2016-06-10T12:10:49+60"},
		{"2016-06-10T12:10:49-0530", "2016-06-10T12:10:49-330"},
		{"2016-06-10T12:10:49 +0100", "2016-06-10T12:10:49+60"},
		{"2016-06-10 12:10:49 +01", "2016-06-10T12:10:49+60"},
		{"2008-09-16T12:00:00-00:00", "2008-09-16T12:00:00+0"},
		{"2016-06-10T12:10:49.123456789Z", "2016-06-10T12:10:49+0"},
		{"2016-06-10T12:10:49,5+14:00", "2016-06-10T12:10:49+840"},
		{"2016-06-10 12:10:00 UTC", "2016-06-10T12:10:00+0"},
		{"2016-06-10 12:10:00 UTC+02:00", "2016-06-10T12:10:00+120"},
		{"2016-06-10 12:10:00 UTC-03", "2016-06-10T12:10:00-180"},
		{"2016/06/10 2:05 PM", "2016-06-10T14:05:00"},
		{"2016-06-10 12:00 am", "2016-06-10T00:00:00"},
		{"2016-06-10 9:05", "2016-06-10T09:05:00"},
		{"10 June 2016", "2016-06-10"},
		{"10 Jun 2016", "2016-06-10"},
		{"10. June 2016", "2016-06-10"},
		{"10-Jun-2016", "2016-06-10"},
		{"1st Sept 2016", "2016-09-01"},
		{"June 10, 2016", "2016-06-10"},
		{"June 10th, 2016", "2016-06-10"},
		{"Jun 10 2016", "2016-06-10"},
		{"June 10, 2016 at 12:10", "2016-06-10T12:10:00"},
		{"May 3, 2016", "2016-05-03"},
		{"June 2016", "2016-06"},
		{"Friday, June 10, 2016", "2016-06-10"},
		{"Fri, 10 Jun 2016 12:00:00 +0200", "2016-06-10T12:00:00+120"},
		{"Fri, 10 Jun 2016 12:00:00 GMT", "2016-06-10T12:00:00+0"},
		{"Fri 2016-06-10", "2016-06-10"},
		{"10.06.2016", "2016-06-10"},
		{"10.6.2016 12:10", "2016-06-10T12:10:00"},
		{"  2016-06-10  ", "2016-06-10"},
	} {
		w, bad := parseDate(c.in)
		if bad != nil {
			t.Errorf("%q: %s", c.in, bad.message)
		} else if got := showWhen(w); got != c.want {
			t.Errorf("%q is %s, want %s", c.in, got, c.want)
		}
	}
}

// TestDatesAgainstTime: whatever time.Time prints in the layouts that tools
// write, is read back as the same moment.
func TestDatesAgainstTime(t *testing.T) {
	zone := time.FixedZone("", -(3*3600 + 30*60))
	for day := 0; day < 4000; day += 17 {
		at := time.Date(2008, 1, 1, 23, 59, 58, 0, zone).AddDate(0, 0, day).Add(time.Duration(day) * time.Minute)
		for _, layout := range []string{time.RFC3339, time.RFC3339Nano, time.RFC1123Z, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 UTC-07:00", "2 January 2006 15:04:05 -0700", "January 2, 2006 15:04:05-07:00"} {
			text := at.Format(layout)
			w, bad := parseDate(text)
			if bad != nil || !w.In(time.UTC).Equal(at) {
				t.Fatalf("%q is %v (%v), want %v", text, w.In(time.UTC), bad, at)
			}
		}
	}
}

func TestWhenIn(t *testing.T) {
	berlin, ok := Location("Europe/Berlin")
	if !ok {
		t.Fatal("no Europe/Berlin")
	}
	for _, c := range []struct{ in, want string }{
		{"2016", "2016-01-01T00:00:00+01:00"},
		{"2016-06", "2016-06-01T00:00:00+02:00"},
		{"2016-06-10T12:00", "2016-06-10T12:00:00+02:00"},
		{"2016-06-10T12:00Z", "2016-06-10T12:00:00Z"},
	} {
		w, _ := parseDate(c.in)
		if got := w.In(berlin).Format(time.RFC3339); got != c.want {
			t.Errorf("%s is %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2016-06-10", "10 June 2016", "Fri, 10 Jun 2016 12:00:00 +0200", "10/06/2016", "2016-06-10T12:10:49.5 UTC+02:00", "1777777777", "June 10, 2016 2:05 pm", "10.06.2016"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, bad := parseDate(s)
		if bad == nil && (w.IsZero() || validDate(w, s) != nil) {
			t.Errorf("%q is read as %+v", s, w)
		}
		if bad != nil && bad.fix != "" {
			if _, still := parseDate(bad.fix); still != nil && validDate(w, "") == nil && len(s) < 12 {
				t.Logf("%q: the fix %q is no date: %s", s, bad.fix, still.message)
			}
		}
	})
}
