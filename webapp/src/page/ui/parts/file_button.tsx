import {useId} from 'react';
import type {ChangeEvent} from 'react';

import type {MessageId} from '../words/messages';
import {useSay} from '../words/messages';

interface FileButtonProps {
    readonly label: MessageId;
    readonly accept?: string;
    readonly disabled?: boolean;
    readonly onFile: (file: Blob) => void;
}

/** The browser's own file button says "no file chosen" next to it for ever: a label does its work. */
export function FileButton({label, accept, disabled, onFile}: FileButtonProps) {
    const say = useSay();
    const inputId = useId();
    const choose = (event: ChangeEvent<HTMLInputElement>): void => {
        const [file] = event.target.files ?? [];
        if (file !== undefined) {
            onFile(file);
        }

        // So that choosing the same file again counts.
        event.target.value = '';
    };
    return (
        <span className="e2ee-file">
            <input id={inputId} className="e2ee-hidden" type="file" accept={accept} disabled={disabled} onChange={choose} />
            <label className="e2ee-button e2ee-button--tertiary e2ee-button--small" htmlFor={inputId}>
                {say(label)}
            </label>
        </span>
    );
}
