package api

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A user may make a burst of requests, as a page does that loads, and then so many tokens' worth a second. A request
// that changes something costs more.
const (
	tokensPerSecond = 20
	tokensBurst     = 200
	costRead        = 1
	costChange      = 5

	// Above this many users, everybody starts afresh: memory stays bounded, and the limit is per user, not a wall.
	maxLimited = 20_000
)

type limiter struct {
	mutex sync.Mutex
	users map[string]*rate.Limiter
}

func newLimiter() *limiter {
	return &limiter{users: map[string]*rate.Limiter{}}
}

func (l *limiter) allow(userID string, cost int) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	user, found := l.users[userID]
	if !found {
		if len(l.users) >= maxLimited {
			clear(l.users)
		}
		user = rate.NewLimiter(tokensPerSecond, tokensBurst)
		l.users[userID] = user
	}

	return user.AllowN(time.Now(), cost)
}
