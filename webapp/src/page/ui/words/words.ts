/**
 * Words for places that aren't components: hooks' refusals, tooltips that the host draws, desktop notifications,
 * answers to slash commands. `createIntl` makes the formatter there.
 *
 * @packageDocumentation
 */
import type {ChannelState, OwnState} from '../../../vault/api';
import type {ClearPostMark, FailureView, LockState, RefusalReason} from '../props';
import {failureWords} from './failures';
import type {FailureWords} from './failures';
import {formatTime, sayWith} from './messages';
import type {Formatter, Say} from './messages';

/** What an encrypted channel can't take yet. */
export type UnsupportedFeature = 'file' | 'edit' | 'schedule' | 'burn_on_read' | 'command';

export interface StatusAnswer {
    readonly kind: 'status';
    readonly channel: ChannelState;

    /** `@username` of `channel.changedBy`. */
    readonly changedByName?: string | undefined;
    readonly own: OwnState['kind'];

    /** Undefined where it couldn't be found out. */
    readonly people?: {readonly ready: number; readonly total: number; readonly namesWithoutKey: readonly string[]} | undefined;
}

/** Answer to a `/e2ee` command; shown to the one who typed it, as Mattermost markdown. */
export type CommandAnswer =
    | {readonly kind: 'help' | 'already_set_up' | 'already_on' | 'already_off' | 'started' | 'stopped' | 'set_up_first' | 'yourself'}

    /** The member's own keys, in words that the failure of somebody's keys doesn't have. */
    | {readonly kind: 'own.conflict'}

    /** Nobody is called so. */
    | {readonly kind: 'nobody'; readonly username: string}

    /** Another line than those of `help`; its only word, where that can't be a text that went astray. */
    | {readonly kind: 'unknown'; readonly word: string | undefined}
    | {readonly kind: 'refused'; readonly reason: RefusalReason}
    | {readonly kind: 'failed'; readonly failure: FailureView}
    | StatusAnswer;

export interface Words {
    /** A failure in one line: what a hook returns as `error`. */
    readonly refusal: (failure: FailureView) => string;
    readonly unsupported: (feature: UnsupportedFeature) => string;

    /** Tooltip and accessible name of the lock. */
    readonly lock: (state: LockState) => string;

    /** Menu entry of the lock. */
    readonly lockMenu: () => string;

    /** Name of the downloaded backup. */
    readonly backupFileName: (username: string) => string;

    /** Menu entry that copies the text of a sealed post. */
    readonly copyText: () => string;
    readonly command: (answer: CommandAnswer) => string;

    /** What stands before a clear post's text; of one that was sealed, in its place. */
    readonly clearPost: (mark: ClearPostMark) => string;

    /** Body of a desktop notification that must not show the text. */
    readonly notificationWithoutText: () => string;
}

export function words(intl: Formatter): Words {
    const say = sayWith(intl);
    return {
        refusal: (failure) => inOneLine(failureWords(say, failure)),
        unsupported: (feature) => say(`e2ee.unsupported.${feature}`),
        lock: (state) => lockName(say, state),
        lockMenu: () => say('e2ee.lock.menu'),
        backupFileName: (username) => say('e2ee.backup.file_name', {username}),
        copyText: () => say('e2ee.post.copy_text'),
        command: (answer) => commandAnswer(intl, answer),
        clearPost: (mark) => clearPostLine(say, mark),
        notificationWithoutText: () => say('e2ee.notification.no_text'),
    };
}

export function lockName(say: Say, state: LockState): string {
    return say('e2ee.lock.button', {state: say(`e2ee.lock.${state}`)});
}

export function clearPostLine(say: Say, mark: ClearPostMark): string {
    return mark.kind === 'exempt_bot' ? say('e2ee.clear.exempt_bot', {name: mark.username}) : say(`e2ee.clear.${mark.kind}`);
}

function inOneLine({title, advice}: FailureWords): string {
    return `${title}. ${advice}`;
}

function commandAnswer(intl: Formatter, answer: CommandAnswer): string {
    const say = sayWith(intl);
    switch (answer.kind) {
        case 'unknown':
            return `${unknownCommand(say, answer.word)}\n\n${say('e2ee.command.help')}`;
        case 'nobody':
            return say('e2ee.command.nobody', {username: answer.username});
        case 'refused':
            return say(`e2ee.refusal.${answer.reason}`);
        case 'failed':
            return inOneLine(failureWords(say, answer.failure));
        case 'status':
            return status(intl, answer);
        default:
            return say(`e2ee.command.${answer.kind}`);
    }
}

function unknownCommand(say: Say, word: string | undefined): string {
    return word === undefined ? say('e2ee.command.unknown') : say('e2ee.command.unknown.word', {word});
}

function status(intl: Formatter, {channel, changedByName, own, people}: StatusAnswer): string {
    const say = sayWith(intl);
    const lines = [channelStatus(intl, channel, changedByName)];
    if (channel.kind === 'unknown') {
        lines.push(inOneLine(failureWords(say, {code: channel.code})));
    }
    if (people) {
        lines.push(say('e2ee.command.status.people', {ready: people.ready, total: people.total}));
        if (people.namesWithoutKey.length > 0) {
            lines.push(say('e2ee.command.status.without_key', {names: intl.formatList(people.namesWithoutKey)}));
        }
    }
    lines.push(say(`e2ee.command.own.${own}`));
    return lines.join('\n');
}

function channelStatus(intl: Formatter, channel: ChannelState, changedByName: string | undefined): string {
    const say = sayWith(intl);
    switch (channel.kind) {
        case 'off':
        case 'unknown':
            return say(`e2ee.command.status.${channel.kind}`);
        case 'on':
        case 'off_unconfirmed':
            return say(`e2ee.command.status.${channel.kind}`, {
                name: changedByName ?? say('e2ee.command.status.somebody'),
                time: formatTime(intl, channel.changedAtMs),
            });
    }
}
