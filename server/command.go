package main

import (
	"fmt"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"
)

const commandTrigger = "e2ee"

// subcommands run in the browser, which has the keys. The server half only knows their names.
// An argument, where one takes one, is what the list of suggestions shows after the name.
var subcommands = []struct{ name, argument, help string }{
	{"help", "", "What the commands do"},
	{"init", "", "Make your keys, or restore them in this browser"},
	{"import", "", "Restore your keys from a recovery code, a mail or a file"},
	{"show_backup", "", "Check your backup, have it mailed, or download it"},
	{"start", "", "Encrypt this channel"},
	{"stop", "", "Stop encrypting this channel"},
	{"status", "", "Say whether this channel is encrypted, and who can read it"},
	{"verify", "@user", "Compare your safety number with that person, and mark them as verified"},
}

func (p *Plugin) registerCommand() {
	data := model.NewAutocompleteData(commandTrigger, "[command]", "End-to-end encryption")
	names := make([]string, 0, len(subcommands))
	for _, subcommand := range subcommands {
		suggestion := model.NewAutocompleteData(subcommand.name, subcommand.argument, subcommand.help)
		if subcommand.argument != "" {
			suggestion.AddTextArgument(subcommand.help, subcommand.argument, "")
		}
		data.AddCommand(suggestion)
		names = append(names, subcommand.name)
	}
	err := p.API.RegisterCommand(&model.Command{
		Trigger:          commandTrigger,
		DisplayName:      "End-to-end encryption",
		Description:      "Keys and encrypted channels",
		AutoComplete:     true,
		AutoCompleteDesc: "Available commands: " + strings.Join(names, ", "),
		AutoCompleteHint: "[command]",
		AutocompleteData: data,
	})
	if err != nil {
		p.API.LogError("command is not registered", "error", err.Error())
	}
}

// ExecuteCommand answers clients without the webapp half, such as the mobile apps: with it, the command never gets here.
func (p *Plugin) ExecuteCommand(_ *plugin.Context, args *model.CommandArgs) (response *model.CommandResponse, _ *model.AppError) {
	response = &model.CommandResponse{ResponseType: model.CommandResponseTypeEphemeral, Text: helpText()}
	defer p.recovered("command")
	response.Text = commandText(args.Command)

	return response, nil
}

func commandText(line string) string {
	words := strings.Fields(line)
	name := "help"
	if len(words) > 1 {
		name = words[1]
	}
	for _, subcommand := range subcommands {
		if subcommand.name != name {
			continue
		}
		if name == "help" {
			return helpText()
		}

		return fmt.Sprintf("`/%s %s` works where your keys are: in a browser or the desktop app. Use it there.", commandTrigger, name)
	}

	return "There is no such command.\n" + helpText()
}

func helpText() string {
	var text strings.Builder
	text.WriteString("End-to-end encryption, in a browser or the desktop app:")
	for _, subcommand := range subcommands {
		fmt.Fprintf(&text, "\n- `/%s %s`: %s", commandTrigger, subcommand.name, subcommand.help)
	}

	return text.String()
}
