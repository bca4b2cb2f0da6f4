/**
 * `fetch` under the guard. A call that passes is handed on with the very arguments it came with.
 *
 * @packageDocumentation
 */
import type {GuardAnswer, GuardedCall, GuardSlot} from './guard_slot';

export function guardedFetch(original: typeof fetch, slot: GuardSlot): typeof fetch {
    return (input, init) => {
        const call = callOf(input, init);
        const go = (): Promise<Response> => {
            const answer = original(input, init);
            answer.then(
                (response) => slot.observe(call, response.status),
                () => undefined,
            );
            return answer;
        };
        const settle = (answer: GuardAnswer): Promise<Response> => (answer.kind === 'pass' ? go() : Promise.resolve(responseOf(answer)));

        // Not `async`: a call that passes at once must be sent at once, also while the page is being closed.
        const answer = slot.decide(call);
        return 'then' in answer ? answer.then(settle) : settle(answer);
    };
}

function callOf(input: RequestInfo | URL, init: RequestInit | undefined): GuardedCall {
    if (input instanceof Request) {
        return {method: init?.method ?? input.method, url: input.url, body: init?.body ?? (input.body === null ? null : input)};
    }
    return {method: init?.method ?? 'GET', url: String(input), body: init?.body ?? null};
}

/** The host reads only JSON answers, and only with this header. */
function responseOf(answer: Extract<GuardAnswer, {kind: 'answer'}>): Response {
    return new Response(answer.json, {status: answer.status, headers: {'Content-Type': 'application/json'}});
}
