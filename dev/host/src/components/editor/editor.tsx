import {getAgents} from 'mattermost-redux/actions/agents';
import {getChannel} from 'mattermost-redux/selectors/entities/channels';
import {getConfig} from 'mattermost-redux/selectors/entities/general';
import {useCallback, useEffect, useRef} from 'react';
import type {ChangeEvent, ClipboardEvent, FormEvent, KeyboardEvent} from 'react';
import {useSelector} from 'react-redux';

import {emptyDraft} from '../../actions/drafts';
import {editLatestPost, stopEditing} from '../../actions/edit';
import {emitTyping} from '../../actions/typing';
import {channelName} from '../../channel_names';
import {useHostDispatch} from '../../hooks';
import {Markdown} from '../../markdown/markdown';
import type {HostState} from '../../types';
import {Pluggable} from '../pluggable';
import {EditorFooter, EditButtons} from './editor_footer';
import {FilePreviews} from './file_previews';
import {FileUpload} from './file_upload';
import {SuggestionList} from './suggestion_list';
import {useEditorDraft} from './use_editor_draft';
import type {EditedPost} from './use_editor_draft';
import {useSubmit} from './use_submit';
import {useSuggestions} from './use_suggestions';
import {useUploads} from './use_uploads';

interface Props {
    location: 'CENTER' | 'RHS_COMMENT';
    channelId: string;
    rootId: string;
    edited?: EditedPost;
}

function textboxIdOf({location, edited}: Props): string {
    if (edited) {
        return 'edit_textbox';
    }
    return location === 'CENTER' ? 'post_textbox' : 'reply_textbox';
}

function placeholderOf(state: HostState, {channelId, rootId}: Props): string {
    const channel = getChannel(state, channelId);
    return rootId || channel === undefined ? 'Reply to this thread...' : `Write to ${channelName(state, channel)}`;
}

/** The composer of the centre and of threads, and the edit box: one component, as in the real client, ids included. */
export function Editor(props: Props) {
    const {channelId, rootId, edited} = props;
    const dispatch = useHostDispatch();
    const textbox = useRef<HTMLTextAreaElement>(null);
    const {draft, change} = useEditorDraft({channelId, rootId, edited});
    const {submit, error, setError, clearError} = useSubmit({draft, change, isEditBox: Boolean(edited)});
    const placeholder = useSelector((state: HostState) => placeholderOf(state, props));
    const maxLength = Number(useSelector(getConfig).MaxPostSize) || 16383;
    const tooLong = [...draft.message].length > maxLength;

    const setText = useCallback(
        (message: string) => {
            clearError();
            change({...draft, message});
        },
        [change, clearError, draft],
    );
    const suggestions = useSuggestions({
        textbox,
        channelId,
        rootId,
        text: draft.message,
        onComplete: setText,
        onExecute: () => void submit(),
    });
    const uploads = useUploads({draft, change, onError: (message) => setError({message})});

    useEffect(() => {
        const box = textbox.current;
        box?.focus();
        box?.setSelectionRange(box.value.length, box.value.length);
    }, [channelId, rootId]);

    // Asked twice by every editor, also where there are no agents.
    useEffect(() => {
        void dispatch(getAgents());
        void dispatch(getAgents());
    }, [dispatch]);

    useEffect(() => setError(null), [channelId, rootId, setError]);

    const send = () => {
        if (!tooLong) {
            void submit();
        }
    };
    const cancel = () => {
        change(emptyDraft(channelId, rootId));
        dispatch(stopEditing());
    };
    const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
        if (suggestions.handleKey(event)) {
            return;
        }
        if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            send();
        } else if (event.key === 'Escape' && edited) {
            cancel();
        } else if (event.key === 'ArrowUp' && !edited && draft.message === '') {
            event.preventDefault();
            dispatch(editLatestPost(channelId, rootId));
        } else if (event.key.length === 1) {
            dispatch(emitTyping(channelId, rootId));
        }
    };

    return (
        <form
            id={rootId ? undefined : 'create_post'}
            data-testid={rootId ? undefined : 'create-post'}
            className="AdvancedTextEditor"
            onSubmit={(event: FormEvent) => {
                event.preventDefault();
                send();
            }}
        >
            <div id="advancedTextEditorCell" className="AdvancedTextEditor__cell">
                <SuggestionList items={suggestions.items} selected={suggestions.selected} onChoose={suggestions.choose} />
                <div className="textbox-preview-area" hidden>
                    <Markdown text={draft.message} />
                </div>
                <textarea
                    ref={textbox}
                    id={textboxIdOf(props)}
                    data-testid={textboxIdOf(props)}
                    className="custom-textarea"
                    placeholder={placeholder}
                    value={draft.message}
                    onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value)}
                    onKeyDown={keyDown}
                    onPaste={(event: ClipboardEvent) => {
                        if (event.clipboardData.files.length > 0) {
                            event.preventDefault();
                            uploads.add([...event.clipboardData.files]);
                        }
                    }}
                />
                <FilePreviews
                    files={draft.fileInfos}
                    progress={uploads.progress}
                    pending={draft.uploadsInProgress}
                    onRemove={uploads.remove}
                />
                <div className="AdvancedTextEditor__controls">
                    <Pluggable
                        slot="PostEditorAction"
                        draft={draft}
                        getSelectedText={() => ({start: textbox.current?.selectionStart, end: textbox.current?.selectionEnd})}
                        updateText={setText}
                    />
                    <FileUpload onFiles={uploads.add} />
                    {!edited && (
                        <button
                            type="submit"
                            data-testid="SendMessageButton"
                            className="SendMessageButton"
                            aria-label="Send Now"
                            disabled={draft.message.trim() === '' && draft.fileInfos.length === 0}
                        >
                            {'➤'}
                        </button>
                    )}
                </div>
            </div>
            <EditorFooter
                channelId={channelId}
                rootId={rootId}
                error={tooLong ? {message: `Your message is too long. Character count: ${[...draft.message].length}/${maxLength}`} : error}
                isEditBox={Boolean(edited)}
                onSendAsMessage={() => void submit()}
            />
            {edited && <EditButtons onSave={send} onCancel={cancel} />}
        </form>
    );
}
