/**
 * Slash commands. What follows the trigger is text for the server, and for third parties where the command is
 * a custom one; `/e2ee` is run in the browser and never gets here, but is harmless if it does.
 *
 * @packageDocumentation
 */
import {onlyWhereOff, PASS, textField} from './request';
import type {EgressRequest, HostFacts, Verdict} from './request';

/** Our own command, with one of its own words or none: nothing a member wrote. */
const OWN_COMMAND = /^\/e2ee(?:\s+(?:help|init|import|show_backup|start|stop|status))?\s*$/;

/** `POST /commands/execute` */
export function executedCommand({body}: EgressRequest, facts: HostFacts): Verdict {
    if (OWN_COMMAND.test(textField(body, 'command') ?? '')) {
        return PASS;
    }
    return onlyWhereOff(textField(body, 'channel_id'), facts);
}
