/**
 * The host's message boxes in the page. A mounted box keeps its text to itself and looks at the stored draft only when the channel
 * changes, so text is put into it the way a member would: as input.
 *
 * @packageDocumentation
 */
import type {PicturePlace} from '../../egress/pictures';
import {currentChannelId, draftKey, openThreadId, postOf, storedDraft, storedDraftChannels} from './state';
import type {HostState, HostStore} from './state';

/** Where a text belongs. `rootId` is '' in the channel itself. */
export interface Place {
    readonly channelId: string;
    readonly rootId: string;
}

const EDITOR = '.AdvancedTextEditor';
const PREVIEW = '.textbox-preview-area';
const DRAFT = '.DraftPanelBody';
const THREAD = '#rhsContainer, .ThreadPane';

/** Channel of the message box that has the focus; undefined where none has. */
export function focusedChannel(state: HostState): string | undefined {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLTextAreaElement) || focused.closest(EDITOR) === null) {
        return undefined;
    }
    return channelAround(focused, state);
}

/** Where a picture of the page stands. */
export function placeOfPicture(picture: Element, state: HostState): PicturePlace {
    if (picture.closest(PREVIEW) !== null) {
        return {kind: 'composer', channelId: channelAround(picture, state)};
    }
    return picture.closest(DRAFT) === null ? {kind: 'elsewhere'} : {kind: 'drafts', channelIds: storedDraftChannels(state)};
}

function channelAround(element: Element, state: HostState): string | undefined {
    return element.closest(THREAD) === null ? currentChannelId(state) : openThreadChannel(state);
}

/** Channel of the thread that is open beside the channel, or in the threads view. */
function openThreadChannel(state: HostState): string | undefined {
    const rootId = openThreadId(state);
    return rootId === undefined ? undefined : postOf(state, rootId)?.channel_id;
}

/** Channels whose composers are open, in the middle and beside it. */
export function openChannels(state: HostState): readonly string[] {
    return [currentChannelId(state), openThreadChannel(state)].filter((channelId) => channelId !== undefined);
}

/** Puts a text back where it was written; false where another text stands there, which is never overwritten. */
export function putBack(store: HostStore, place: Place, text: string): boolean {
    const box = boxOf(store.getState(), place);
    if (box !== undefined) {
        if (box.value !== '') {
            return false;
        }
        typeInto(box, text);
        return true;
    }
    const key = draftKey(place.channelId, place.rootId);
    if (!isEmptyDraft(storedDraft(store.getState(), key))) {
        return false;
    }
    const now = new Date();
    const value = {
        message: text,
        fileInfos: [],
        uploadsInProgress: [],
        channelId: place.channelId,
        rootId: place.rootId,
        createAt: now.getTime(),
        updateAt: now.getTime(),
        show: true,
    };
    store.dispatch({type: 'SET_GLOBAL_ITEM', data: {name: key, value, timestamp: now}});
    return true;
}

/**
 * After a hook's refusal the host doesn't send the same text again before a keystroke (docs/platform-notes.md §2.2). A member who
 * cancelled has nothing to correct, so the keystroke is made for them.
 */
export function wake(state: HostState, place: Place): void {
    const box = boxOf(state, place);
    if (box !== undefined && box.value !== '') {
        const text = box.value;
        typeInto(box, `${text} `);
        typeInto(box, text);
    }
}

/** The mounted box of a place. */
export function boxOf(state: HostState, {channelId, rootId}: Place): HTMLTextAreaElement | undefined {
    const isShown = rootId === '' ? currentChannelId(state) === channelId : openThreadId(state) === rootId;
    const box = document.getElementById(rootId === '' ? 'post_textbox' : 'reply_textbox');
    return isShown && box instanceof HTMLTextAreaElement && !box.disabled ? box : undefined;
}

/** React notices a change only if the value was set behind its back, by the prototype's own setter. */
export function typeInto(box: HTMLTextAreaElement, text: string): void {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(box, text);
    box.dispatchEvent(new Event('input', {bubbles: true}));
}

function isEmptyDraft(draft: {readonly message?: unknown; readonly fileInfos?: unknown} | undefined): boolean {
    const hasFiles = Array.isArray(draft?.fileInfos) && draft.fileInfos.length > 0;
    return !hasFiles && (typeof draft?.message !== 'string' || draft.message.trim() === '');
}
