import {Button} from '../parts/button';
import {Glyph} from '../parts/glyph';
import {useSay} from '../words/messages';
import type {KeyBannerProps} from './props';

/** One line above a channel's posts: what this member lacks, and the way to it. */
export function KeyBanner({reason, onAct, onDismiss}: KeyBannerProps) {
    const say = useSay();
    return (
        <div className="e2ee-banner" role="status" data-testid="e2ee-banner" data-banner={reason}>
            <Glyph name="key" size={18} />
            <p className="e2ee-banner__words">{say(`e2ee.banner.${reason}`)}</p>
            <Button look="primary" isSmall onClick={onAct}>
                {say(`e2ee.banner.${reason}.action`)}
            </Button>
            {onDismiss ? (
                <Button look="link" isSmall onClick={onDismiss}>
                    {say('e2ee.common.dismiss')}
                </Button>
            ) : null}
        </div>
    );
}
