/** The steps of somebody whose identity was published by another browser. */
import {useId} from 'react';

import type {ComparedBackup} from '../../../vault/api';
import {Button} from '../parts/button';
import {DialogBody, DialogFooter} from '../parts/dialog';
import {Fingerprint} from '../parts/fingerprint';
import {Glyph} from '../parts/glyph';
import {SourceForm, maySubmit} from '../source/source_form';
import type {TypedSource} from '../source/source_form';
import {useFormatTime, useSay} from '../words/messages';
import type {SetUpProps, SetUpStep} from './props';

type RestoreStepProps = Pick<SetUpProps, 'hasKeysHere' | 'mayReset' | 'onCompare' | 'onReadFile' | 'onShowReset' | 'onClose'> &
    Omit<Extract<SetUpStep, {kind: 'restore'}>, 'kind'> & {
        /** Kept by the panel, so that a refused code is corrected, not typed again. */
        readonly typed: TypedSource;
        readonly onType: (typed: TypedSource) => void;
    };

export function RestoreStep(props: RestoreStepProps) {
    const {failure, needsCode, hasKeysHere, mayReset, typed, onType, onCompare, onReadFile, onShowReset, onClose} = props;
    const say = useSay();
    const formId = useId();
    return (
        <>
            <DialogBody>
                <p>{say(hasKeysHere ? 'e2ee.set_up.restore.intro_more' : 'e2ee.set_up.restore.intro')}</p>
                <SourceForm
                    formId={formId}
                    value={typed}
                    failure={failure}
                    needsCode={needsCode}
                    onChange={onType}
                    onReadFile={onReadFile}
                    onSubmit={onCompare}
                />
                <p className="e2ee-quiet">{say('e2ee.set_up.restore.nothing_yet')}</p>
                {mayReset ? (
                    <p className="e2ee-quiet">
                        {say('e2ee.set_up.restore.lost')}{' '}
                        <Button look="link" isSmall onClick={onShowReset}>
                            {say('e2ee.set_up.restore.reset')}
                        </Button>
                    </p>
                ) : null}
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.cancel')}</Button>
                <button type="submit" form={formId} className="e2ee-button e2ee-button--primary" disabled={!maySubmit(typed)}>
                    {say('e2ee.common.continue')}
                </button>
            </DialogFooter>
        </>
    );
}

interface ComparedStepProps extends Pick<SetUpProps, 'mayReset' | 'onRestore' | 'onShowRestore' | 'onShowReset'> {
    readonly comparison: ComparedBackup;
}

/** What the backup is, before anything changes: each outcome has its own words, and whatever makes sense then. */
export function ComparedStep({comparison, mayReset, onRestore, onShowRestore, onShowReset}: ComparedStepProps) {
    const say = useSay();
    const {outcome} = comparison;
    const mayRestore = outcome !== 'unknown';
    const bringsAllBack = outcome === 'same' || outcome === 'older';
    return (
        <>
            <DialogBody>
                <div
                    className={`e2ee-comparison e2ee-comparison--${bringsAllBack ? 'good' : 'doubtful'}`}
                    data-testid="e2ee-comparison"
                    data-outcome={outcome}
                >
                    <Glyph name={bringsAllBack ? 'check' : 'warning'} size={20} />
                    <p>
                        <b>{say(`e2ee.compared.${outcome}`)}</b>
                    </p>
                </div>
                <p>{say(`e2ee.compared.${outcome}.follows`)}</p>
                <ComparedKeys comparison={comparison} />
                {outcome === 'unknown' && mayReset ? (
                    <p className="e2ee-quiet">
                        <Button look="link" isSmall onClick={onShowReset}>
                            {say('e2ee.set_up.restore.reset')}
                        </Button>
                    </p>
                ) : null}
            </DialogBody>
            <DialogFooter>
                <Button look={mayRestore ? 'tertiary' : 'primary'} onClick={onShowRestore}>
                    {say('e2ee.compared.another')}
                </Button>
                {mayRestore ? (
                    <Button look="primary" onClick={onRestore}>
                        {say(bringsAllBack ? 'e2ee.compared.restore' : 'e2ee.compared.restore_for_reading')}
                    </Button>
                ) : null}
            </DialogFooter>
        </>
    );
}

/** A fresh browser can't tell the newest backup by itself: the printed sheet can (design of the backup, protocol.md §7). */
function ComparedKeys({comparison}: {readonly comparison: ComparedBackup}) {
    const say = useSay();
    const formatTime = useFormatTime();
    const {generations, publishedGenerations, madeAtMs, fingerprint} = comparison;
    return (
        <dl className="e2ee-facts">
            <dt>{say('e2ee.compared.made')}</dt>
            <dd>{formatTime(madeAtMs)}</dd>
            <dt>{say('e2ee.compared.keys')}</dt>
            <dd>{say('e2ee.compared.keys.count', {here: generations, published: publishedGenerations})}</dd>
            <dt>{say('e2ee.sheet.fingerprint')}</dt>
            <dd>
                <Fingerprint value={fingerprint} />
            </dd>
        </dl>
    );
}

export function OvertakenStep({onShowRestore, onClose}: Pick<SetUpProps, 'onShowRestore' | 'onClose'>) {
    const say = useSay();
    return (
        <>
            <DialogBody>
                <p>{say('e2ee.set_up.overtaken.intro')}</p>
                <p>{say('e2ee.set_up.overtaken.then')}</p>
            </DialogBody>
            <DialogFooter>
                <Button onClick={onClose}>{say('e2ee.common.close')}</Button>
                <Button look="primary" onClick={onShowRestore}>
                    {say('e2ee.set_up.overtaken.action')}
                </Button>
            </DialogFooter>
        </>
    );
}
