package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// backlog is more than any journey has; a hook never waits for the recorder.
const backlog = 10_000

type event struct {
	Name string         `json:"name"`
	Args map[string]any `json:"args"`

	// At is in microseconds since 1970, so that the recorder can merge it with the page's events.
	At int64 `json:"at"`
}

// recorder sends events, in their order, to the test's own HTTP server.
type recorder struct {
	events chan event
	done   chan struct{}

	mutex   sync.Mutex
	stopped bool
}

func newRecorder() *recorder {
	return &recorder{events: make(chan event, backlog), done: make(chan struct{})}
}

func (r *recorder) start(url string) {
	go func() {
		defer close(r.done)
		for recorded := range r.events {
			body, err := json.Marshal(recorded)
			if err != nil {
				continue
			}
			response, err := http.Post(url, "application/json", bytes.NewReader(body))
			if err == nil {
				_ = response.Body.Close()
			}
		}
	}()
}

// stop waits until everything is sent. The process ends soon after it.
func (r *recorder) stop() {
	r.mutex.Lock()
	r.stopped = true
	close(r.events)
	r.mutex.Unlock()
	<-r.done
}

// record takes a copy at once: the host may change what it handed over.
func (r *recorder) record(name string, args map[string]any) {
	at := time.Now().UnixMicro()
	encoded, err := json.Marshal(args)
	if err != nil {
		return
	}
	var fields map[string]any
	if err := json.Unmarshal(encoded, &fields); err != nil {
		return
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if !r.stopped {
		r.events <- event{Name: name, Args: withoutEmpty(fields), At: at}
	}
}

// withoutEmpty drops fields that say nothing, at every depth: null, "", 0, false, and empty lists and objects.
func withoutEmpty(fields map[string]any) map[string]any {
	kept := map[string]any{}
	for key, value := range fields {
		if inner, ok := value.(map[string]any); ok {
			value = withoutEmpty(inner)
		}
		if !isEmpty(value) {
			kept[key] = value
		}
	}
	return kept
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case float64:
		return v == 0
	case bool:
		return !v
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}
