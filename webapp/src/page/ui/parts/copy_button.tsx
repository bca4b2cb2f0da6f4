import {useState} from 'react';

import type {MessageId} from '../words/messages';
import {useSay} from '../words/messages';
import {Button} from './button';
import type {ButtonProps} from './button';

interface CopyButtonProps extends Pick<ButtonProps, 'look' | 'isSmall'> {
    readonly label?: MessageId;
    readonly onCopy: () => Promise<boolean>;
}

/** Copies on click and says whether it worked, to eye and ear, until the next click. */
export function CopyButton({label = 'e2ee.common.copy', onCopy, ...looks}: CopyButtonProps) {
    const say = useSay();
    const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
    const copy = () => {
        setOutcome('none');
        void onCopy().then((hasWorked) => setOutcome(hasWorked ? 'copied' : 'failed'));
    };
    return (
        <>
            <Button {...looks} onClick={copy}>
                {say(label)}
            </Button>
            <span className={`e2ee-outcome e2ee-outcome--${outcome}`} role="status">
                {outcome === 'copied' ? say('e2ee.common.copied') : null}
                {outcome === 'failed' ? say('e2ee.common.copy_failed') : null}
            </span>
        </>
    );
}
