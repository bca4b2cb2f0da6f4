/**
 * What is timed, by name. One page does one scheme's jobs, so that neither collects the other's garbage.
 *
 * @packageDocumentation
 */
import {OurReader, beginSession, makeOurPerson, sealedBodyLength} from './ours';
import {makeYardstickPerson, yardstickOpen, yardstickSeal} from './yardstick';

/** As many characters as a post of some length has: fixed parts and text weigh as in everyday use. */
export const TEXT = 'A post of two hundred characters, as they are written every day. '.repeat(4).slice(0, 200);
export const PAGE_OF_POSTS = 60;
export const SENDER_SESSIONS = 8;

export type SchemeName = 'ours' | 'slowed' | 'yardstick' | 'raw';
export type JobName = 'seal' | 'sealCold' | 'open' | 'openCold' | 'ecdh' | 'verify';

export interface MadeScheme {
    /** Characters on the wire. */
    readonly size: number;

    /** Bytes of the encrypted and padded body; 0 where there is no padding. */
    readonly bodySize: number;

    /** Opens what it sealed, and what it shows is what was written. */
    readonly isRoundTrip: boolean;
}

export interface Scheme extends MadeScheme {
    readonly jobs: Readonly<Partial<Record<JobName, () => Promise<unknown>>>>;
}

/** Everybody seals for everybody; who reads stands in the middle of all lists. */
export function makeScheme(name: SchemeName, members: number): Promise<Scheme> {
    switch (name) {
        case 'ours':
            return makeOurs(members);
        case 'slowed':
            return makeSlowed(members);
        case 'yardstick':
            return makeYardstick(members);
        case 'raw':
            return makeRaw();
    }
}

async function makeOurs(members: number): Promise<Scheme> {
    const people = await eachOf(members, (index) => makeOurPerson(`member${index}x`));
    const [sender, reader] = [at(people, 0), at(people, members >> 1)];
    const senders = people.slice(0, SENDER_SESSIONS);
    const session = await beginSession(sender);
    await session.prepare(people);
    const sessions = await eachOf(SENDER_SESSIONS, (index) => beginSession(at(senders, index)));
    const posts = await eachOf(PAGE_OF_POSTS, (index) => at(sessions, index).seal(TEXT, people));
    const warm = await OurReader.of(reader, senders);
    const openAll = (by: OurReader): Promise<readonly string[]> => Promise.all(posts.map((post) => by.open(post)));
    return {
        jobs: {
            seal: () => session.seal(TEXT, people),
            sealCold: async () => (await beginSession(sender)).seal(TEXT, people),
            open: () => openAll(warm),
            openCold: async () => openAll(await OurReader.of(reader, senders)),
        },
        size: at(posts, 0).length,
        bodySize: sealedBodyLength(TEXT),
        isRoundTrip: (await openAll(warm)).every((text) => text === TEXT),
    };
}

/** Ours, deliberately slowed: one ECDH per recipient and post, as if no key were kept. */
async function makeSlowed(members: number): Promise<Scheme> {
    const {jobs, ...ours} = await makeOurs(members);
    return {...ours, jobs: {...jobs, ...(jobs.sealCold && {seal: jobs.sealCold})}};
}

async function makeYardstick(members: number): Promise<Scheme> {
    const people = await eachOf(members, makeYardstickPerson);
    const [sender, reader] = [at(people, 0), at(people, members >> 1)];
    const posts = await eachOf(PAGE_OF_POSTS, (index) => yardstickSeal(TEXT, at(people, index % SENDER_SESSIONS), people));
    const openAll = (): Promise<readonly string[]> =>
        Promise.all(posts.map((post, index) => yardstickOpen(post, reader, at(people, index % SENDER_SESSIONS).signing.publicKey)));
    return {
        jobs: {seal: () => yardstickSeal(TEXT, sender, people), open: openAll},
        size: at(posts, 0).length,
        bodySize: 0,
        isRoundTrip: (await openAll()).every((text) => text === TEXT),
    };
}

/** What nobody can do without: ten of each. */
async function makeRaw(): Promise<Scheme> {
    const {encryption, signing, encryptionKey} = await makeYardstickPerson();
    const signed = crypto.getRandomValues(new Uint8Array(400));
    const algorithm = {name: 'ECDSA', hash: 'SHA-256'};
    const signature = await crypto.subtle.sign(algorithm, signing.privateKey, signed);
    return {
        jobs: {
            ecdh: () =>
                eachOf(RAW_CALLS, () => crypto.subtle.deriveBits({name: 'ECDH', public: encryptionKey}, encryption.privateKey, 256)),
            verify: () => eachOf(RAW_CALLS, () => crypto.subtle.verify(algorithm, signing.publicKey, signature, signed)),
        },
        size: 0,
        bodySize: 0,
        isRoundTrip: await crypto.subtle.verify(algorithm, signing.publicKey, signature, signed),
    };
}

export const RAW_CALLS = 10;

function eachOf<Made>(count: number, make: (index: number) => Promise<Made>): Promise<Made[]> {
    return Promise.all(Array.from({length: count}, (_, index) => make(index)));
}

/** Around the end, so that eight senders write sixty posts. */
function at<Item>(items: readonly Item[], index: number): Item {
    const item = items[index % items.length];
    if (item === undefined) {
        throw new Error('nobody there');
    }
    return item;
}
