/**
 * A member's past: many posts of several people in several channels, most of them in threads.
 *
 * @packageDocumentation
 */
import type {Account, Channel} from '../../stack/src/api';
import type {ForeignMember} from './foreign_member';
import {openedPosts} from './in_page';
import {expect, type Member} from './stage';

export interface Posting {
    readonly channels: readonly Channel[];
    readonly senders: readonly ForeignMember[];

    /** For whom it is sealed. */
    readonly people: readonly Account[];
}

/** Texts by the ids of their posts. */
type Texts = ReadonlyMap<string, string>;

/** What was written to one channel. */
interface Chapter {
    readonly channel: Channel;
    readonly inCentre: Texts;

    /** By the id of the thread's root, which stands in the centre too. */
    readonly threads: ReadonlyMap<string, Texts>;
}

/** How many posts each channel gets. */
export interface ChapterSize {
    readonly alone: number;
    readonly threads: number;
    readonly replies: number;
}

export class History {
    private readonly chapters: Chapter[] = [];

    constructor(private readonly posting: Posting) {}

    /** How many posts were written, each counted once. */
    get size(): number {
        return new Set(
            this.chapters.flatMap(({inCentre, threads}) => [
                ...inCentre.keys(),
                ...[...threads.values()].flatMap((texts) => [...texts.keys()]),
            ]),
        ).size;
    }

    /** The senders hear of the newest keys of their readers, as browsers do by themselves. */
    async meet(): Promise<void> {
        const {channels, senders, people} = this.posting;
        await Promise.all(senders.flatMap((sender) => channels.map(({id: channelId}) => sender.meet({channelId, people}))));
    }

    /** So much to each of the channels, by the senders in turn. */
    async write(size: ChapterSize): Promise<void> {
        this.chapters.push(...(await Promise.all(this.posting.channels.map((channel) => this.writeTo(channel, size)))));
    }

    /** The ids of all that open with their texts for this reader, who goes through all channels and threads. */
    async openFor(reader: Member): Promise<ReadonlySet<string>> {
        const opened = new Set<string>();
        const look = async (texts: Texts, place: 'post' | 'rhsPost'): Promise<void> => {
            await expect
                .poll(async () => missing(texts, await reader.page.evaluate(openedPosts, place)), {
                    message: 'posts that open',
                    timeout: 20_000,
                })
                .toEqual([]);
            [...texts.keys()].forEach((id) => opened.add(id));
        };
        for (const {channel, inCentre, threads} of this.chapters) {
            await reader.host.clickChannel(channel);
            await look(inCentre, 'post');
            for (const [root, texts] of threads) {
                await reader.host.openThread(root);
                await look(texts, 'rhsPost');
                await reader.host.closeRhs();
            }
        }
        return opened;
    }

    private async writeTo(channel: Channel, {alone, threads, replies}: ChapterSize): Promise<Chapter> {
        const inCentre = new Map<string, string>();
        const ofThreads = new Map<string, Texts>();
        for (let number = 0; number < alone; number++) {
            inCentre.set(...(await this.post(channel, number)));
        }
        for (let number = 0; number < threads; number++) {
            // All by one sender: who has answered in a thread is mailed about every answer of others.
            const [root, text] = await this.post(channel, number);
            const texts = new Map([[root, text]]);
            for (let reply = 0; reply < replies; reply++) {
                texts.set(...(await this.post(channel, number, root)));
            }
            inCentre.set(root, text);
            ofThreads.set(root, texts);
        }
        return {channel, inCentre, threads: ofThreads};
    }

    private async post({id: channelId}: Channel, number: number, rootId?: string): Promise<[id: string, text: string]> {
        const {senders, people} = this.posting;
        const sender = senders[number % senders.length];
        if (sender === undefined) {
            throw new Error('nobody to write');
        }
        const text = `heron ${Math.random().toString(36).slice(2)}`;
        const {id} = await sender.post({channelId, people, text, ...(rootId !== undefined && {rootId})});
        return [id, text];
    }
}

function missing(wanted: Texts, shown: readonly (readonly [id: string, text: string])[]): string[] {
    const found = new Map(shown);
    return [...wanted].filter(([id, text]) => found.get(id)?.includes(text) !== true).map(([id]) => id);
}
