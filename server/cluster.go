package main

import (
	"encoding/json"
	"fmt"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"
)

const (
	clusterPolicyChanged   = "policy_changed"
	clusterIdentityChanged = "identity_changed"
)

// clusterList carries what was stored, not only that something was: a read right after it may come from a replica that
// doesn't have it yet.
type clusterList struct {
	ID    string   `json:"id"`
	Items [][]byte `json:"items"`
}

func (a *announcer) publishToCluster(event string, list clusterList) {
	data, err := json.Marshal(list)
	if err == nil {
		err = a.api.PublishPluginClusterEvent(
			model.PluginClusterEvent{Id: event, Data: data},
			model.PluginClusterEventSendOptions{SendType: model.PluginClusterEventSendTypeReliable},
		)
	}
	if err != nil {
		a.api.LogError("other nodes are not told", "event", event, "error", err.Error())
	}
}

// OnPluginClusterEvent takes what another node stored.
func (p *Plugin) OnPluginClusterEvent(_ *plugin.Context, event model.PluginClusterEvent) {
	defer p.recovered("cluster event")
	current := p.parts.Load()
	if current == nil {
		return
	}
	var list clusterList
	err := json.Unmarshal(event.Data, &list)
	if err == nil {
		switch event.Id {
		case clusterPolicyChanged:
			_, err = current.policies.Learn(list.ID, list.Items)
		case clusterIdentityChanged:
			current.directory.Learn(list.ID, list.Items)
		default:
			err = fmt.Errorf("unknown event")
		}
	}
	if err != nil {
		p.API.LogError("cluster event is not understood", "event", event.Id, "error", err.Error())
	}
}

// recovered ends a panic in a hook that has nothing to refuse.
func (p *Plugin) recovered(where string) {
	if cause := recover(); cause != nil {
		p.logPanic(where, cause)
	}
}
