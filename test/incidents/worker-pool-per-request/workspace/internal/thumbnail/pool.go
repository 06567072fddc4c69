package thumbnail

// pool runs tasks on a fixed number of goroutines.
type pool struct{ tasks chan func() }

func newPool(workers int) *pool {
	p := &pool{tasks: make(chan func())}
	for range workers {
		go p.work()
	}
	return p
}

func (p *pool) submit(task func()) { p.tasks <- task }

func (p *pool) work() {
	for task := range p.tasks {
		task()
	}
}
