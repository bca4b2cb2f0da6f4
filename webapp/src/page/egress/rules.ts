/**
 * Every route by which the host sends what a member wrote (docs/platform-notes.md §2, §3), one rule each.
 *
 * @packageDocumentation
 */
import {channelSuggestions, commandSuggestions, groupSuggestions, userSuggestions} from './autocomplete';
import {executedCommand} from './commands';
import {savedDraft} from './drafts';
import {announcedUpload, uploadedFile} from './files';
import {ephemeralPost, newPost, restoredPost, updatedPost} from './posts';
import type {EgressRequest, HostFacts, Verdict} from './request';
import {rewrittenDraft} from './rewrite';
import {scheduledPost} from './schedule';

export type Rule = (request: EgressRequest, facts: HostFacts) => Verdict;

const ID = '[a-z0-9]{26}';

const ROUTES: ReadonlyArray<{readonly method: string; readonly path: RegExp; readonly rule: Rule}> = [
    {method: 'POST', path: /^\/posts$/, rule: newPost},
    {method: 'PUT', path: new RegExp(`^/posts/${ID}$`), rule: updatedPost},
    {method: 'PUT', path: new RegExp(`^/posts/${ID}/patch$`), rule: updatedPost},
    {method: 'POST', path: new RegExp(`^/posts/${ID}/restore/[^/]+$`), rule: restoredPost},
    {method: 'POST', path: /^\/posts\/ephemeral$/, rule: ephemeralPost},
    {method: 'POST', path: /^\/posts\/schedule$/, rule: scheduledPost},
    {method: 'PUT', path: /^\/posts\/schedule\/[^/]+$/, rule: scheduledPost},
    {method: 'POST', path: /^\/posts\/rewrite$/, rule: rewrittenDraft},
    {method: 'POST', path: /^\/drafts$/, rule: savedDraft},
    {method: 'POST', path: /^\/commands\/execute$/, rule: executedCommand},
    {method: 'POST', path: /^\/files$/, rule: uploadedFile},
    {method: 'POST', path: /^\/uploads$/, rule: announcedUpload},
    {method: 'GET', path: new RegExp(`^/teams/${ID}/commands/autocomplete_suggestions$`), rule: commandSuggestions},
    {method: 'GET', path: /^\/users\/autocomplete$/, rule: userSuggestions},
    {method: 'GET', path: new RegExp(`^/teams/${ID}/channels/autocomplete$`), rule: channelSuggestions},
    {method: 'GET', path: /^\/groups$/, rule: groupSuggestions},
];

/** The rule for a request, or undefined where nothing of a member's text leaves by that route. */
export function ruleFor(method: string, path: string): Rule | undefined {
    const spelled = method.toUpperCase();
    return ROUTES.find((route) => route.method === spelled && route.path.test(path))?.rule;
}
