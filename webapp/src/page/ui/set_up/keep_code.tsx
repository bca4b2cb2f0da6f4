/** A recovery code on display, with every way of keeping it. */
import {useId, useState} from 'react';

import {Button} from '../parts/button';
import {CopyButton} from '../parts/copy_button';
import {useSay} from '../words/messages';
import {codeFile, codeSheet} from './code_papers';
import type {CodeOwner, KeepActions} from './props';
import {RecoveryCode} from './recovery_code';

interface KeepCodeProps extends KeepActions {
    readonly recoveryCode: string;
    readonly owner: CodeOwner;
}

export function KeepCode({recoveryCode, owner, onCopy, onDownload, onPrint}: KeepCodeProps) {
    const say = useSay();
    const [done, setDone] = useState<'none' | 'downloaded' | 'printed'>('none');
    const download = (): void => {
        const {name, text} = codeFile(say, recoveryCode, owner);
        onDownload(name, text);
        setDone('downloaded');
    };
    const print = (): void => {
        onPrint(codeSheet(say, recoveryCode, owner));
        setDone('printed');
    };
    return (
        <>
            <RecoveryCode code={recoveryCode} />
            <div className="e2ee-row">
                <CopyButton label="e2ee.set_up.code.copy" isSmall onCopy={() => onCopy(recoveryCode)} />
                <Button isSmall onClick={download}>
                    {say('e2ee.set_up.code.download')}
                </Button>
                <Button isSmall onClick={print}>
                    {say('e2ee.set_up.code.print')}
                </Button>
                <span className="e2ee-outcome e2ee-outcome--copied" role="status">
                    {done === 'none' ? null : say(`e2ee.set_up.code.${done}`)}
                </span>
            </div>
        </>
    );
}

interface KeptCheckProps {
    readonly isKept: boolean;
    readonly onChange: (isKept: boolean) => void;
}

/** The member's word that the code is kept; nobody else can know. */
export function KeptCheck({isKept, onChange}: KeptCheckProps) {
    const say = useSay();
    const checkboxId = useId();
    return (
        <div className="e2ee-check">
            <input id={checkboxId} type="checkbox" checked={isKept} onChange={(event) => onChange(event.target.checked)} />
            <label htmlFor={checkboxId}>{say('e2ee.set_up.code.kept')}</label>
        </div>
    );
}
