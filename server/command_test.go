package main

import (
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommandIsRegisteredWithItsSubcommands(t *testing.T) {
	host := newFakeHost()
	host.startPlugin(t)

	require.Len(t, host.commands, 1)
	command := host.commands[0]
	assert.Equal(t, "e2ee", command.Trigger)
	assert.True(t, command.AutoComplete)
	require.NoError(t, command.AutocompleteData.IsValid())
	var names []string
	for _, subcommand := range command.AutocompleteData.SubCommands {
		names = append(names, subcommand.Trigger)
	}
	assert.Equal(t, []string{"help", "init", "import", "show_backup", "start", "stop", "status", "verify"}, names)
}

func TestCommandsAreAnsweredInWords(t *testing.T) {
	p := newFakeHost().startPlugin(t)
	tests := map[string]string{
		"/e2ee":             "- `/e2ee start`",
		"/e2ee help":        "- `/e2ee start`",
		"/e2ee start":       "`/e2ee start` works where your keys are",
		"/e2ee import":      "`/e2ee import` works where your keys are",
		"/e2ee  status":     "`/e2ee status` works where your keys are",
		"/e2ee verify @ben": "`/e2ee verify` works where your keys are",
		"/e2ee begin":       "There is no such command.",
	}
	for line, want := range tests {
		response, appErr := p.ExecuteCommand(nil, &model.CommandArgs{Command: line})

		require.Nil(t, appErr)
		assert.Equal(t, model.CommandResponseTypeEphemeral, response.ResponseType)
		assert.Contains(t, response.Text, want)
	}
	response, appErr := p.ExecuteCommand(nil, nil)
	require.Nil(t, appErr)
	assert.NotEmpty(t, response.Text, "a panic is answered too")
}
