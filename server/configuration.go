package main

import (
	"slices"
	"strings"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/api"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
)

const customTypePrefix = "custom_"

// configuration is what the System Console stores. Defaults stand in plugin.json only; the host fills them in.
type configuration struct {
	WhoMaySwitchOn        string
	WhoMaySwitchOff       string
	AllowPrivateChannels  bool
	AllowDirectMessages   bool
	AllowGroupMessages    bool
	AllowPublicChannels   bool
	AllowGuests           bool
	MaxChannelMembers     int
	ExemptBots            string
	ExemptPostTypes       string
	MentionsInPlaceholder bool
	KeyServer             string
	WkdDomains            string
}

// settings is an immutable snapshot of the configuration. The zero value allows nothing and exempts nobody.
type settings struct {
	policy     policy.Settings
	gate       gate.Exemptions
	api        api.Settings
	exemptBots []string
	keySearch  keysearch.Settings

	// notUnderstood are settings that an admin should look at again.
	notUnderstood []string
}

// newSettings validates by taking the strictest meaning of what it doesn't understand: an unknown role includes nobody,
// a size below one allows no channel, a post type that isn't another plugin's exempts nothing, and a server whose address can't be
// read is not asked.
func newSettings(config configuration) settings {
	exemptTypes := slices.DeleteFunc(splitList(config.ExemptPostTypes), func(postType string) bool {
		return !strings.HasPrefix(postType, customTypePrefix) || postType == gate.PostType
	})

	exemptBots := splitList(strings.ToLower(config.ExemptBots))
	keySearch, notUnderstood := newKeySearch(config)

	return settings{
		policy: policy.Settings{
			SwitchOn:  policy.Role(config.WhoMaySwitchOn),
			SwitchOff: policy.Role(config.WhoMaySwitchOff),
			AllowedKinds: map[policy.Kind]bool{
				policy.KindPrivate: config.AllowPrivateChannels,
				policy.KindDirect:  config.AllowDirectMessages,
				policy.KindGroup:   config.AllowGroupMessages,
				policy.KindPublic:  config.AllowPublicChannels,
			},
			AllowGuests:       config.AllowGuests,
			MaxChannelMembers: config.MaxChannelMembers,
		},
		gate: gate.Exemptions{NamesAllowed: config.MentionsInPlaceholder, PostTypes: exemptTypes},
		api: api.Settings{
			MaxChannelMembers:     config.MaxChannelMembers,
			MentionsInPlaceholder: config.MentionsInPlaceholder,
			KeyServer:             keySearch.Server.Name(),
			WKDDomains:            domainNames(keySearch.Domains),
		},
		exemptBots:    exemptBots,
		keySearch:     keySearch,
		notUnderstood: notUnderstood,
	}
}

func newKeySearch(config configuration) (found keysearch.Settings, notUnderstood []string) {
	server, err := keysearch.ParseKeyServer(config.KeyServer)
	if err != nil {
		notUnderstood = append(notUnderstood, config.KeyServer)
	}
	found.Server = server
	for _, item := range splitList(config.WkdDomains) {
		domain, err := keysearch.ParseDomain(item)
		if err != nil {
			notUnderstood = append(notUnderstood, item)

			continue
		}
		found.Domains = append(found.Domains, domain)
	}

	return found, notUnderstood
}

func domainNames(domains []keysearch.Domain) []string {
	names := make([]string, 0, len(domains))
	for _, domain := range domains {
		names = append(names, domain.Name())
	}

	return names
}

// splitList reads a list that an admin typed: separated by commas or spaces, names with or without an @.
func splitList(text string) []string {
	items := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
	for i, item := range items {
		items[i] = strings.TrimPrefix(item, "@")
	}

	return slices.DeleteFunc(items, func(item string) bool { return item == "" })
}

// OnConfigurationChange is called by the host before OnActivate and after every change.
func (p *Plugin) OnConfigurationChange() error {
	var config configuration
	if err := p.API.LoadPluginConfiguration(&config); err != nil {
		// What holds stays; before the first load that is the strictest.
		p.API.LogError("configuration can't be read", "error", err.Error())

		return nil
	}
	snapshot := newSettings(config)
	p.settings.Store(&snapshot)
	for _, text := range snapshot.notUnderstood {
		p.API.LogError("setting is not understood, and left out", "value", text)
	}

	return nil
}

func (p *Plugin) currentSettings() settings {
	if snapshot := p.settings.Load(); snapshot != nil {
		return *snapshot
	}

	return settings{}
}
