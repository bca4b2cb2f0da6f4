/**
 * The one field for whatever brings keys back: a recovery code, the text of the mail, or the backup file, which may be dropped
 * anywhere on the form. A second field asks for the code where the text has none.
 *
 * @packageDocumentation
 */
import {useId, useState} from 'react';
import type {ChangeEvent, DragEvent, FormEvent, KeyboardEvent} from 'react';

import type {BackupSource} from '../../../vault/api';
import {FailureBox} from '../parts/failure_box';
import {FileButton} from '../parts/file_button';
import type {FailureView, ReadFile} from '../props';
import {TypedGroups} from '../set_up/recovery_code';
import {backupFailureWords} from '../words/backup_failures';
import {useSay} from '../words/messages';
import {backupSource, kindOfTyped} from './typed_source';

/** What the form holds; kept by whoever draws it, so that a refused code is corrected, not typed again. */
export interface TypedSource {
    readonly typed: string;

    /** The code beside a text that has none. */
    readonly code: string;
}

export const NOTHING_TYPED: TypedSource = {typed: '', code: ''};

export interface SourceFormProps {
    /** For a button outside of the form. */
    readonly formId: string;
    readonly value: TypedSource;
    readonly failure: FailureView | undefined;
    readonly needsCode: boolean;
    readonly onChange: (value: TypedSource) => void;
    readonly onReadFile: ReadFile;
    readonly onSubmit: (source: BackupSource) => void;
}

export function SourceForm({formId, value, failure, needsCode, onChange, onReadFile, onSubmit}: SourceFormProps) {
    const say = useSay();
    const failureId = useId();
    const [tried, setTried] = useState(failure ? value : undefined);
    const [isUnreadable, setUnreadable] = useState(false);
    const [isOver, setOver] = useState(false);
    const kind = kindOfTyped(value.typed);

    // A group is marked wrong only while it still says what was refused.
    const isAsTried = value.typed === tried?.typed && value.code === tried.code;
    const wrongGroup = isAsTried ? failure?.group : undefined;

    const change = (next: TypedSource): void => {
        setUnreadable(false);
        onChange(next);
    };
    const take = async (file: Blob): Promise<void> => {
        const text = await onReadFile(file);
        setUnreadable(text === undefined);
        if (text !== undefined) {
            onChange({...value, typed: text});
        }
    };
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (maySubmit(value)) {
            setTried(value);
            onSubmit(backupSource(value.typed, value.code));
        }
    };
    const drop = (event: DragEvent): void => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) {
            void take(file);
        }
    };
    return (
        <form
            id={formId}
            className="e2ee-source"
            data-testid="e2ee-source"
            data-over={isOver}
            onSubmit={submit}
            onDrop={drop}
            onDragOver={(event) => {
                // Without this the browser would open the file in the place of the page.
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
        >
            <TypedField
                value={value}
                describedBy={failure ? failureId : undefined}
                isInvalid={failure !== undefined && !needsCode}
                onChange={change}
            />
            {kind === 'code' ? <TypedGroups typed={value.typed} wrongGroup={needsCode ? undefined : wrongGroup} /> : null}
            {needsCode ? <CodeField value={value} wrongGroup={wrongGroup} onChange={change} /> : null}
            {kind === 'sealed_mail' ? <p role="alert">{say('e2ee.source.sealed_mail')}</p> : null}
            <div className="e2ee-row">
                <FileButton label="e2ee.source.file" onFile={(file) => void take(file)} />
                <span className="e2ee-quiet">{say('e2ee.source.drop')}</span>
            </div>
            {isUnreadable ? <p role="alert">{say('e2ee.source.unreadable')}</p> : null}
            {failure ? <FailureBox id={failureId} failure={failure} words={backupFailureWords(say, failure)} /> : null}
        </form>
    );
}

/** Whether there is something to look at. */
export function maySubmit({typed}: TypedSource): boolean {
    const kind = kindOfTyped(typed);
    return kind !== 'nothing' && kind !== 'sealed_mail';
}

interface TypedFieldProps {
    readonly value: TypedSource;
    readonly describedBy: string | undefined;
    readonly isInvalid: boolean;
    readonly onChange: (value: TypedSource) => void;
}

function TypedField({value, describedBy, isInvalid, onChange}: TypedFieldProps) {
    const say = useSay();
    const inputId = useId();
    const hintId = useId();

    // A code is one line: Enter goes on, as in a field of one line.
    const goOn = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
        if (event.key === 'Enter' && !event.shiftKey && kindOfTyped(value.typed) === 'code') {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
        }
    };
    return (
        <>
            <label className="e2ee-label" htmlFor={inputId}>
                {say('e2ee.source.label')}
            </label>
            <textarea
                id={inputId}
                className="e2ee-input e2ee-input--text"
                rows={3}
                value={value.typed}
                onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange({...value, typed: event.target.value})}
                onKeyDown={goOn}
                data-focus-first
                autoComplete="off"
                autoCapitalize="off"
                autoCorrect="off"
                spellCheck={false}
                aria-describedby={describedBy ? `${describedBy} ${hintId}` : hintId}
                aria-invalid={isInvalid}
            />
            <p id={hintId} className="e2ee-quiet">
                {say('e2ee.source.hint')}
            </p>
        </>
    );
}

function CodeField({value, wrongGroup, onChange}: Pick<TypedFieldProps, 'value' | 'onChange'> & {readonly wrongGroup: number | undefined}) {
    const say = useSay();
    const inputId = useId();
    return (
        <>
            <p role="status">{say('e2ee.source.code_needed')}</p>
            <label className="e2ee-label" htmlFor={inputId}>
                {say('e2ee.source.code')}
            </label>
            <input
                id={inputId}
                className="e2ee-input e2ee-input--code"
                type="text"
                value={value.code}
                onChange={(event) => onChange({...value, code: event.target.value})}
                autoComplete="off"
                spellCheck={false}
            />
            <TypedGroups typed={value.code} wrongGroup={wrongGroup} />
        </>
    );
}
