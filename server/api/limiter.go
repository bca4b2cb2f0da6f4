package api

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// A user may make a burst of requests, as a page does that loads, and then so many tokens' worth a second. A request
	// that changes something costs more.
	tokensPerSecond = 20
	tokensBurst     = 200
	costRead        = 1
	costChange      = 5

	// Each member may try to switch a channel so often, and then once an hour: its statements are all kept, and there is a limit
	// to them (protocol.md §9). By member, so that nobody is kept from switching off what somebody else keeps switching on.
	switchesPerSecond = 1.0 / 3600
	switchesBurst     = 20

	// Each member may publish so many records, and then one a minute: all are kept, everybody who meets the member is served all of
	// them, and there is a limit to them (protocol.md §9).
	recordsPerSecond = 1.0 / 60
	recordsBurst     = 50

	// Each member may have so many backups mailed, and then one every twelve minutes.
	mailsPerSecond = 5.0 / 3600
	mailsBurst     = 5

	// Each member may have keys looked for so often, and then once in three minutes.
	searchesPerSecond = 20.0 / 3600
	searchesBurst     = 20

	// Above this many callers, everybody starts afresh: memory stays bounded, and the limit is per caller, not a wall.
	maxLimited = 20_000
)

// limiter slows each caller by themselves. What a caller is (a user, or a user in a channel) is up to who asks.
type limiter struct {
	perSecond rate.Limit
	burst     int

	mutex   sync.Mutex
	callers map[string]*rate.Limiter
}

func newLimiter(perSecond rate.Limit, burst int) *limiter {
	return &limiter{perSecond: perSecond, burst: burst, callers: map[string]*rate.Limiter{}}
}

func (l *limiter) allow(caller string, cost int) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	limited, found := l.callers[caller]
	if !found {
		if len(l.callers) >= maxLimited {
			clear(l.callers)
		}
		limited = rate.NewLimiter(l.perSecond, l.burst)
		l.callers[caller] = limited
	}

	return limited.AllowN(time.Now(), cost)
}
