/**
 * `/e2ee …`, run in the browser: keys and policy are nothing that the server could act on.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {OwnState} from '../../vault/api';
import type {CommandAnswer, StatusAnswer} from '../ui';
import {userNamed, userOf} from './host/state';
import type {OpenDialog, Page} from './page';
import {refusalReason} from './refusal_reason';

/** What may be shown again of a wrong line: the answer lies in the host's store, and a text that went astray must not. */
const SHOWABLE = /^[a-z]{1,12}$/;

/** The host's form of a username. */
const USERNAME = /^[a-z0-9._-]{1,64}$/;

/** What to tell the one who typed it; undefined where a dialog answers. */
export async function ownCommand(line: string, channelId: string, page: Page): Promise<CommandAnswer | undefined> {
    const [, word = 'help', ...rest] = line.trim().split(/\s+/);
    if (word.toLowerCase() === 'verify' && rest.length === 1) {
        return verify(rest.join(''), page);
    }
    if (rest.length > 0) {
        return {kind: 'unknown', word: undefined};
    }
    switch (word.toLowerCase()) {
        case 'help':
            return {kind: 'help'};
        case 'init':
            return init(page);
        case 'import':
            return importBackup(page);
        case 'show_backup':
            return showBackup(page);
        case 'start':
            return switchTo(true, channelId, page);
        case 'stop':
            return switchTo(false, channelId, page);
        case 'status':
            return status(channelId, page);
        case 'verify':
            // Without a name.
            return {kind: 'unknown', word: undefined};
        default:
            return {kind: 'unknown', word: SHOWABLE.test(word) ? word : undefined};
    }
}

function init(page: Page): CommandAnswer | undefined {
    const own = page.account.own.get();
    if (own.kind === 'active') {
        return {kind: 'already_set_up'};
    }
    return ownTrouble(own) ?? openDialog(page, {kind: 'set_up'});
}

/** Also where keys are here already: those of the backup are added. */
function importBackup(page: Page): CommandAnswer | undefined {
    return ownTrouble(page.account.own.get()) ?? openDialog(page, {kind: 'set_up', wish: 'restore'});
}

function showBackup(page: Page): CommandAnswer | undefined {
    const own = page.account.own.get();
    return ownTrouble(own) ?? (own.kind === 'active' ? openDialog(page, {kind: 'backup'}) : {kind: 'set_up_first'});
}

/** Why no dialog about the member's keys would help; undefined where one does. */
function ownTrouble(own: OwnState): CommandAnswer | undefined {
    switch (own.kind) {
        case 'conflict':
            return own.code === 'chain_invalid' ? {kind: 'own.conflict'} : {kind: 'failed', failure: {code: own.code}};
        case 'failed':
            return {kind: 'failed', failure: {code: own.code}};
        default:
            return undefined;
    }
}

/** A dialog is the answer. */
function openDialog(page: Page, dialog: OpenDialog): undefined {
    page.dialog.set(dialog);
    return undefined;
}

/** The name is sent to the server to find out whom it means, so nothing is asked for what can't be a name. */
async function verify(written: string, page: Page): Promise<CommandAnswer | undefined> {
    const username = written.replace(/^@/, '').toLowerCase();
    if (!USERNAME.test(username)) {
        return {kind: 'unknown', word: undefined};
    }
    if (page.account.own.get().kind !== 'active') {
        return {kind: 'set_up_first'};
    }
    try {
        const user = userNamed(page.store.getState(), username) ?? (await page.api.userNamed(username));
        if (user === undefined) {
            return {kind: 'nobody', username};
        }
        if (user.id === page.account.userId) {
            return {kind: 'yourself'};
        }
        page.dialog.set({kind: 'safety_number', userId: user.id, username: user.username});
        return undefined;
    } catch (error) {
        return {kind: 'failed', failure: {code: error instanceof Failure ? error.code : 'invariant'}};
    }
}

async function switchTo(isOn: boolean, channelId: string, page: Page): Promise<CommandAnswer> {
    if (page.account.own.get().kind !== 'active') {
        return {kind: 'set_up_first'};
    }
    const state = await page.states.resolve(channelId);
    if (state.kind === 'unknown') {
        return {kind: 'failed', failure: {code: state.code}};
    }
    if (isOn === (state.kind === 'on')) {
        return {kind: isOn ? 'already_on' : 'already_off'};
    }
    const refusal = await refusalOf(isOn, channelId, page);
    if (refusal !== undefined) {
        return refusal;
    }
    const result = await page.vault.setEncrypted(channelId, isOn, page.nowMs());
    if (result.kind === 'failed') {
        return {kind: 'failed', failure: {code: result.code}};
    }
    page.states.set(channelId, result.channel);
    return {kind: isOn ? 'started' : 'stopped'};
}

async function refusalOf(isOn: boolean, channelId: string, page: Page): Promise<CommandAnswer | undefined> {
    try {
        const {maySwitchOn, maySwitchOff, reason} = await page.api.channelPolicy(channelId);
        return (isOn ? maySwitchOn : maySwitchOff) ? undefined : {kind: 'refused', reason: refusalReason(reason) ?? 'not_permitted'};
    } catch (error) {
        return {kind: 'failed', failure: {code: error instanceof Failure ? error.code : 'invariant'}};
    }
}

async function status(channelId: string, page: Page): Promise<StatusAnswer> {
    const channel = await page.states.resolve(channelId);
    const view = await page.people.want(channelId);
    const changedBy =
        channel.kind === 'on' || channel.kind === 'off_unconfirmed' ? userOf(page.store.getState(), channel.changedBy) : undefined;
    const withoutKey = view.kind === 'ready' ? view.people.filter(({state}) => state.kind === 'no_key') : [];
    return {
        kind: 'status',
        channel,
        changedByName: changedBy === undefined ? undefined : `@${changedBy.username}`,
        own: page.account.own.get().kind,
        people:
            view.kind === 'ready'
                ? {
                      ready: view.people.length - withoutKey.length,
                      total: view.people.length,
                      namesWithoutKey: withoutKey.map(({user}) => `@${user.username}`),
                  }
                : undefined,
    };
}
