/**
 * The admin's choices that the page needs, asked once and again after the socket was away.
 *
 * @packageDocumentation
 */
import type {ServerApi, ServerConfig} from './host/api';
import {Subject} from './observable';

export class ServerSettings {
    /** For showing: what was known last, also while it is asked again. */
    readonly shown = new Subject<ServerConfig | undefined>(undefined);
    private known: ServerConfig | undefined;
    private asking: Promise<ServerConfig> | undefined;

    constructor(private readonly api: Pick<ServerApi, 'config'>) {}

    /** For sending: never a guess. Throws a {@link Failure}. */
    async mentionsInPlaceholder(): Promise<boolean> {
        return (this.known ?? (await this.ask())).mentionsInPlaceholder;
    }

    /** For showing; the documented default while nothing is known. */
    peekMentionsInPlaceholder(): boolean {
        return this.shown.get()?.mentionsInPlaceholder ?? true;
    }

    /** For showing: username of a bot that may post clear text; undefined for everybody else, and while nothing is known. */
    peekExemptBot(userId: string): string | undefined {
        const bots = this.shown.get()?.exemptBots ?? {};
        return Object.hasOwn(bots, userId) ? bots[userId] : undefined;
    }

    /** So that the first send has nothing to wait for; whoever sends meets a failure again. */
    prefetch(): void {
        this.mentionsInPlaceholder().catch(() => undefined);
    }

    forget(): void {
        this.known = undefined;
        this.asking = undefined;
    }

    private async ask(): Promise<ServerConfig> {
        const question = this.asking ?? this.api.config();
        this.asking = question;
        try {
            const config = await question;
            if (this.asking === question) {
                this.known = config;
                this.shown.set(config);
            }
            return config;
        } finally {
            if (this.asking === question) {
                this.asking = undefined;
            }
        }
    }
}
