import {useSay} from '../words/messages';
import type {ChannelDialogProps} from './props';

type LimitsSectionProps = Pick<ChannelDialogProps, 'channelKind' | 'mentionsInPlaceholder'>;

/** What encryption doesn't cover, said before it is switched on. */
export function LimitsSection({channelKind, mentionsInPlaceholder}: LimitsSectionProps) {
    const say = useSay();
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say('e2ee.limits.title')}</h3>
            <ul className="e2ee-bullets">
                <li>{say('e2ee.limits.earlier')}</li>
                <li>{say('e2ee.limits.files', {kind: channelKind})}</li>
                <li>{say('e2ee.limits.reactions')}</li>
                <li>{say('e2ee.limits.names')}</li>
                {mentionsInPlaceholder ? <li>{say('e2ee.limits.mentions')}</li> : null}
            </ul>
        </section>
    );
}
