import type {Account, Channel} from '../../stack/src/api';
import type {Cast} from './cast';
import {Interruptions} from './interruptions';
import {Agreed, type Extra, type Question, type Why} from './ordinary_day';
import {expect, type KeyedMember, type Stage} from './stage';

/** What is there all day, and asks nothing of anybody. The lock is unknown for a moment after a reload. */
const ORDINARY = [
    /^opened /,
    /^mark (?:sealed|gap|key_changed) /,
    /^clear exempt_bot /,
    /^lock (?:on|unknown)$/,
    /^quiet /,
    /^dialog held$/,
];

/** Posts of somebody who started over with new keys stay shut until the member has agreed to these. */
const UNTIL_AGREED = /^unreadable sender_unknown /;

/** A browser in which somebody works all day, what it asked, and what it had to ask by the script. */
export class Desk {
    readonly asked: Question[][] = [];
    readonly expected: Question[][] = [];

    private constructor(
        readonly name: string,
        readonly member: KeyedMember,
        readonly interruptions: Interruptions,
        private readonly agreed: Agreed,
    ) {}

    static async keyed(stage: Stage, account: Account, channel: Channel): Promise<Desk> {
        const seen = new Interruptions();
        const member = await stage.keyed(account, channel, {beforeLoad: (context) => seen.watch(context)});
        return new Desk(account.firstName, member, seen, Agreed.nothing());
    }

    /** Another browser of the same person, which begins to count once it can read. */
    static async restored(stage: Stage, {member: {account, recoveryCode}, agreed}: Desk, channel: Channel): Promise<Desk> {
        const seen = new Interruptions();
        const member = await stage.browser(account, channel, {beforeLoad: (context) => seen.watch(context)});
        await member.e2ee.openDialog();
        await member.e2ee.restore(recoveryCode);
        await member.e2ee.closeDialog();
        await expect(member.e2ee.opened('').last()).toBeVisible();
        await seen.beginCounting(member.context);
        return new Desk(`${account.firstName}'s other browser`, {...member, recoveryCode}, seen, agreed.restored());
    }

    /** Sends, and agrees to whatever is asked. */
    async send(extras: ReadonlyMap<string, Extra>, cast: Cast): Promise<void> {
        const {host, e2ee} = this.member;
        const text = `${this.name}, ${this.asked.length}`;
        const questions: Question[] = [];
        await host.sendByEnter(text);
        while (await this.isAsked(text)) {
            for (const row of await e2ee.dialog.getByTestId('e2ee-person').all()) {
                const [username, why] = await Promise.all([row.getAttribute('data-person'), row.getAttribute('data-key')]);
                questions.push({who: cast.nameOf(username ?? ''), why: why as Why});
            }
            await e2ee.button(/^(?:Seal for|Accept)/).click();
            await expect(e2ee.dialog).toBeHidden();
        }
        await e2ee.storedId(text);
        this.asked.push(inOrder(questions));
        this.expected.push(inOrder(this.agreed.send(extras)));
    }

    /** Whether there is a question before `text` can be sent. */
    private async isAsked(text: string): Promise<boolean> {
        const {host, e2ee} = this.member;
        await expect(e2ee.dialog.or(e2ee.opened(text)).or(host.composerError).first()).toBeVisible();
        await expect(host.composerError).toHaveText([]);
        return e2ee.dialog.isVisible();
    }

    /** Whatever nothing in the script is a reason for. */
    alarms(cast: Cast): string[] {
        const changed = this.changed();
        const isExplained = (line: string): boolean => UNTIL_AGREED.test(line) && changed.includes(authorOf(line, cast));
        return this.interruptions.all().filter((line) => !ORDINARY.some((pattern) => pattern.test(line)) && !isExplained(line));
    }

    /** Who is named by a line about a changed key, once for each line. */
    keyChanges(cast: Cast): string[] {
        return this.interruptions.of('mark key_changed').map((line) => authorOf(line, cast));
    }

    /** Whose key changed under this browser's eyes. */
    changed(): string[] {
        return this.expected.flatMap((questions) => questions.filter(({why}) => why === 'changed').map(({who}) => who));
    }

    summary(cast: Cast): string {
        const count = (what: string): number => this.interruptions.of(what).length;
        return [
            `${this.name}: ${this.asked.flat().length} questions in ${this.asked.filter((questions) => questions.length > 0).length} dialogs`,
            `${this.expected.flat().length} new facts`,
            `${count('mark key_changed')} lines about a changed key`,
            `${this.alarms(cast).length} other alarms`,
            `${count('opened')} posts read`,
            `quiet: ${count('quiet')} lines beside the composer, ${count('mark gap')} gaps`,
        ].join('; ');
    }
}

function inOrder(questions: readonly Question[]): Question[] {
    return [...questions].sort((a, b) => (a.who < b.who ? -1 : 1));
}

function authorOf(line: string, cast: Cast): string {
    return cast.authorOf(line.split(' ').at(-1) ?? '');
}
