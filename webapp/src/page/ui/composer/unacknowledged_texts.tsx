import {Button} from '../parts/button';
import {CopyButton} from '../parts/copy_button';
import {Dialog, DialogBody, DialogFooter} from '../parts/dialog';
import {Glyph} from '../parts/glyph';
import type {UnacknowledgedTextsProps} from '../props';
import {useSay} from '../words/messages';

/** Texts that were sealed here and that the server never confirmed: the host has emptied its composer, so they are offered back. */
export function UnacknowledgedTexts({texts, onCopy, onPutBack, onDiscard, onClose}: UnacknowledgedTextsProps) {
    const say = useSay();
    const count = texts.length;
    if (count === 0) {
        return null;
    }
    return (
        <Dialog
            name="unacknowledged"
            title={say('e2ee.unacknowledged.title', {count})}
            icon={<Glyph name="warning" size={24} />}
            onClose={onClose}
        >
            <DialogBody>
                <p>{say('e2ee.unacknowledged.intro', {count})}</p>
                <ul className="e2ee-texts" data-testid="e2ee-unacknowledged">
                    {texts.map((text) => (
                        <li key={text.uid} className="e2ee-texts__item">
                            <p className="e2ee-quiet">{say('e2ee.unacknowledged.in', {channel: text.channelName})}</p>
                            <blockquote className="e2ee-texts__text" dir="auto">
                                {text.text}
                            </blockquote>
                            <div className="e2ee-row">
                                <Button isSmall onClick={() => onPutBack(text)}>
                                    {say('e2ee.unacknowledged.put_back')}
                                </Button>
                                <CopyButton isSmall onCopy={() => onCopy(text)} />
                                <Button look="link" isSmall onClick={() => onDiscard(text)}>
                                    {say('e2ee.unacknowledged.discard')}
                                </Button>
                            </div>
                        </li>
                    ))}
                </ul>
            </DialogBody>
            <DialogFooter>
                <Button look="primary" onClick={onClose}>
                    {say('e2ee.common.close')}
                </Button>
            </DialogFooter>
        </Dialog>
    );
}
