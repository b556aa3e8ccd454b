package schedule

func (r *reading) frabExtras(ev *node, t *Talk)        {}
func (r *reading) recapExtras(conf *node, s *Schedule) {}
