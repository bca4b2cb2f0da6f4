import {useCallback, useRef, useState} from 'react';

import {emptyDraft, isEmpty} from '../../actions/drafts';
import {saveEdit, stopEditing} from '../../actions/edit';
import {isUnknownCommand, submitDraft} from '../../actions/submit';
import {useHostDispatch} from '../../hooks';
import type {PostDraft, ServerError} from '../../types';
import type {ChangeDraft} from './use_editor_draft';

interface Options {
    draft: PostDraft;
    change: ChangeDraft;
    isEditBox: boolean;
}

/**
 * Sending, and what is shown when it is refused. While an error stands, the same text is not sent again: a keystroke
 * clears it. An unknown command is the exception; sending it once more sends it as a message.
 */
export function useSubmit({draft, change, isEditBox}: Options) {
    const dispatch = useHostDispatch();
    const [error, setError] = useState<ServerError | null>(null);
    const isBusy = useRef(false);

    const run = useCallback(async (): Promise<ServerError | undefined> => {
        const submitted = {...draft, file_ids: draft.fileInfos.map(({id}) => id)};
        const ignoreSlash = isUnknownCommand(error) && error?.submittedMessage === draft.message;
        try {
            return await dispatch(isEditBox ? saveEdit(submitted) : submitDraft(submitted, {ignoreSlash}));
        } catch (thrown) {
            return {message: thrown instanceof Error ? thrown.message : String(thrown)};
        }
    }, [dispatch, draft, error, isEditBox]);

    const submit = useCallback(async () => {
        const isRefused = error !== null && !isUnknownCommand(error);
        if (isBusy.current || isRefused || isEmpty(draft) || draft.uploadsInProgress.length > 0) {
            return;
        }
        isBusy.current = true;
        setError(null);
        const refusal = await run();
        isBusy.current = false;
        if (refusal) {
            setError({...refusal, message: refusal.message, submittedMessage: draft.message});
            return;
        }
        change(emptyDraft(draft.channelId, draft.rootId), {instant: true});
        if (isEditBox) {
            dispatch(stopEditing());
        }
    }, [change, dispatch, draft, error, isEditBox, run]);

    const clearError = useCallback(() => setError((current) => (isUnknownCommand(current) ? current : null)), []);
    return {submit, error, setError, clearError};
}
