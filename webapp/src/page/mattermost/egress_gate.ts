/**
 * Puts a call of the page to the rules of `egress/`: reads its address and body, finds out what they ask for, and
 * writes the answer that the host understands.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {ChannelState} from '../../vault/api';
import type {EgressBody, EgressRequest, HostFacts, Verdict} from '../egress/request';
import {textField} from '../egress/request';
import type {Rule} from '../egress/rules';
import {ruleFor} from '../egress/rules';
import {PLUGIN_ID} from './manifest';
import type {Decide, GuardAnswer, GuardedCall, Observe} from './guard_slot';

export interface EgressGateParts {
    /** Root of the Mattermost site. */
    readonly site: string;

    /** What the browser resolves a relative address against. */
    readonly baseUri: () => string;
    readonly facts: HostFacts;
    readonly resolveState: (channelId: string) => Promise<ChannelState>;

    /** A refusal in words, for the member. */
    readonly sayRefusal: (code: FailureCode, path: string) => string;

    /** A new post was refused, after the host had emptied its composer: its text must not be lost. */
    readonly onRefusedHere: (post: Readonly<Record<string, unknown>>, code: FailureCode) => void;
    readonly onRefusedByServer: (post: Readonly<Record<string, unknown>>) => void;
}

export interface EgressGate {
    readonly decide: Decide;
    readonly observe: Observe;
}

const PASS: GuardAnswer = {kind: 'pass'};

/** The host takes a post that failed with this out of its store, and with it the text in clear and the useless *Retry*. */
const POST_DISMISSED = 'plugin.message_will_be_posted.dismiss_post';
const REFUSED = `${PLUGIN_ID}.refused`;

export function egressGate(parts: EgressGateParts): EgressGate {
    const judge = (rule: Rule, request: EgressRequest): GuardAnswer | Promise<GuardAnswer> => {
        const verdict = rule(request, parts.facts);
        return verdict.kind === 'ask' ? judgeAfterAsking(rule, request, verdict.channelId) : answerFor(request, verdict);
    };

    const judgeAfterAsking = async (rule: Rule, request: EgressRequest, channelId: string): Promise<GuardAnswer> => {
        const state = await parts.resolveState(channelId);
        if (state.kind === 'unknown') {
            return answerFor(request, {kind: 'refuse', code: state.code});
        }
        const verdict = rule(request, parts.facts);
        return answerFor(request, verdict.kind === 'ask' ? {kind: 'refuse', code: 'not_loaded'} : verdict);
    };

    const answerFor = (request: EgressRequest, verdict: Exclude<Verdict, {kind: 'ask'}>): GuardAnswer => {
        switch (verdict.kind) {
            case 'pass':
                return PASS;
            case 'answer':
                return {kind: 'answer', status: verdict.status, json: JSON.stringify(verdict.body)};
            case 'refuse':
                return refusal(request, verdict.code);
        }
    };

    const refusal = (request: EgressRequest, code: FailureCode): GuardAnswer => {
        const isNewPost = isPostCreation(request);
        if (isNewPost && request.body.kind === 'json') {
            parts.onRefusedHere(request.body.value, code);
        }
        const error = {
            id: isNewPost ? POST_DISMISSED : REFUSED,
            message: parts.sayRefusal(code, request.path),
            detailed_error: '',
            status_code: 400,
        };
        return {kind: 'answer', status: 400, json: JSON.stringify(error)};
    };

    const decide: Decide = (call) => {
        const found = find(call, parts);
        if (found === undefined) {
            return PASS;
        }
        const {rule, request} = found;
        try {
            const body = bodyOf(call.body);
            return body instanceof Promise
                ? body
                      .then((read) => judge(rule, {...request, body: read}))
                      .catch(() => refusal({...request, body: {kind: 'opaque'}}, 'invariant'))
                : judge(rule, {...request, body});
        } catch {
            // Whatever went wrong, nothing that a rule exists for leaves undecided.
            return refusal({...request, body: {kind: 'opaque'}}, 'invariant');
        }
    };

    const observe: Observe = (call, status) => {
        const request = find(call, parts)?.request;
        if (request === undefined || !isPostCreation(request) || !isFinalRefusal(status)) {
            return;
        }
        if (typeof call.body !== 'string') {
            return;
        }
        const body = jsonBody(call.body);
        if (body.kind !== 'json') {
            return;
        }
        const channelId = textField(body, 'channel_id');

        // In a channel that was clear all along the host's own way of failing stands.
        if (channelId !== undefined && parts.facts.stateOf(channelId) !== 'off') {
            parts.onRefusedByServer(body.value);
        }
    };

    return {decide, observe};
}

type Place = Pick<EgressGateParts, 'site' | 'baseUri'>;
type Addressed = Omit<EgressRequest, 'body'>;

function find(call: GuardedCall, place: Place): {rule: Rule; request: EgressRequest} | undefined {
    const address = addressOf(call, place);
    const rule = address === undefined ? undefined : ruleFor(address.method, address.path);
    return address === undefined || rule === undefined ? undefined : {rule, request: {...address, body: {kind: 'none'}}};
}

function addressOf(call: GuardedCall, {site, baseUri}: Place): Addressed | undefined {
    const prefix = `${site}/api/v4/`;
    let url: URL;
    let spelled: string;
    try {
        url = new URL(call.url, baseUri());
        spelled = `${url.origin}${decodeURIComponent(url.pathname).replace(/\/{2,}/g, '/')}`;
    } catch {
        return undefined;
    }
    if (!spelled.startsWith(prefix)) {
        return undefined;
    }
    return {method: call.method, path: `/${spelled.slice(prefix.length).replace(/\/$/, '')}`, query: url.searchParams};
}

function bodyOf(body: unknown): EgressBody | Promise<EgressBody> {
    if (body === null || body === undefined) {
        return {kind: 'none'};
    }
    if (typeof body === 'string') {
        return jsonBody(body);
    }
    if (body instanceof FormData) {
        const channelId = body.get('channel_id');
        return {kind: 'form', channelId: typeof channelId === 'string' ? channelId : undefined};
    }
    if (body instanceof Request) {
        return readLater(body.clone());
    }
    return {kind: 'opaque'};
}

async function readLater(request: Request): Promise<EgressBody> {
    return jsonBody(await request.text());
}

function jsonBody(text: string): EgressBody {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value)
            ? {kind: 'json', value: value as Readonly<Record<string, unknown>>}
            : {kind: 'opaque'};
    } catch {
        return {kind: 'opaque'};
    }
}

function isPostCreation({method, path}: Addressed): boolean {
    return method.toUpperCase() === 'POST' && path === '/posts';
}

/** Trying again would not help: not a lost session, a time-out or a full queue. */
function isFinalRefusal(status: number): boolean {
    return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}
