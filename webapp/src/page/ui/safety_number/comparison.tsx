/**
 * Comparing with what the other person shows: by camera, by a picture of their screen, or by digits that came another way.
 *
 * @packageDocumentation
 */
import {useId, useState} from 'react';
import type {FormEvent} from 'react';

import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {FileButton} from '../parts/file_button';
import {Glyph} from '../parts/glyph';
import type {GlyphName} from '../parts/glyph';
import {useSay} from '../words/messages';
import {CameraPicture} from './camera_picture';
import type {SafetyNumberComparison, SafetyNumberDialogProps} from './props';

type ComparisonProps = Pick<
    SafetyNumberDialogProps,
    'name' | 'comparison' | 'camera' | 'isBusy' | 'onCompareText' | 'onComparePicture' | 'onFrame' | 'onStartCamera' | 'onStopCamera'
>;

export function Comparison(props: ComparisonProps) {
    const say = useSay();
    const {comparison, name} = props;
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say('e2ee.safety_number.compare')}</h3>
            <p className="e2ee-quiet">{say('e2ee.safety_number.compare.how', {name})}</p>
            <ByCamera {...props} />
            <FileButton label="e2ee.safety_number.picture" accept="image/*" disabled={props.isBusy} onFile={props.onComparePicture} />
            <ByDigits {...props} />
            {comparison === 'reading' ? <Busy>{say('e2ee.safety_number.reading')}</Busy> : null}
            {comparison === 'none' || comparison === 'reading' ? null : <Outcome outcome={comparison} name={name} />}
        </section>
    );
}

function ByCamera({camera, isBusy, onFrame, onStartCamera, onStopCamera}: ComparisonProps) {
    const say = useSay();
    switch (camera.kind) {
        case 'off':
        case 'starting':
            return (
                <Button isSmall disabled={isBusy || camera.kind === 'starting'} onClick={onStartCamera}>
                    {say('e2ee.safety_number.camera')}
                </Button>
            );
        case 'on':
            return (
                <>
                    <CameraPicture stream={camera.stream} onFrame={onFrame} />
                    <Button isSmall onClick={onStopCamera}>
                        {say('e2ee.safety_number.camera.stop')}
                    </Button>
                </>
            );
        case 'unavailable':
            return (
                <p role="status" data-testid="e2ee-camera" data-why={camera.why}>
                    {say(`e2ee.safety_number.camera.${camera.why}`)}
                </p>
            );
    }
}

function ByDigits({isBusy, onCompareText}: ComparisonProps) {
    const say = useSay();
    const inputId = useId();
    const [typed, setTyped] = useState('');
    const compare = (event: FormEvent) => {
        event.preventDefault();
        onCompareText(typed);
    };
    return (
        <form className="e2ee-compare" onSubmit={compare}>
            <label className="e2ee-label" htmlFor={inputId}>
                {say('e2ee.safety_number.paste')}
            </label>
            <div className="e2ee-row">
                <input
                    id={inputId}
                    className="e2ee-input e2ee-input--digits"
                    inputMode="numeric"
                    autoComplete="off"
                    spellCheck={false}
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                />
                <Button isSmall disabled={isBusy || typed.trim() === ''} onClick={() => onCompareText(typed)}>
                    {say('e2ee.safety_number.paste.compare')}
                </Button>
            </div>
        </form>
    );
}

const GLYPHS: Readonly<Record<Exclude<SafetyNumberComparison, 'none' | 'reading'>, GlyphName>> = {
    same: 'check',
    different: 'warning',
    unreadable: 'info',
    no_code: 'info',
};

interface OutcomeProps {
    readonly outcome: Exclude<SafetyNumberComparison, 'none' | 'reading'>;
    readonly name: string;
}

/** Numbers that differ are said at once, whatever a screen reader is reading. */
function Outcome({outcome, name}: OutcomeProps) {
    const say = useSay();
    return (
        <p
            className={`e2ee-compared e2ee-compared--${outcome}`}
            role={outcome === 'different' ? 'alert' : 'status'}
            data-testid="e2ee-compared"
            data-outcome={outcome}
        >
            <Glyph name={GLYPHS[outcome]} size={20} />
            <span>{say(`e2ee.safety_number.${outcome}`, {name})}</span>
        </p>
    );
}
