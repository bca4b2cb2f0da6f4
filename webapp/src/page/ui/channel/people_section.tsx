import {Busy} from '../parts/busy';
import {Button} from '../parts/button';
import {FailureBox} from '../parts/failure_box';
import {PeopleList} from '../parts/people_list';
import type {PersonView} from '../props';
import {useSay} from '../words/messages';
import type {Say} from '../words/messages';
import type {ChannelDialogProps} from './props';

type PeopleSectionProps = Pick<ChannelDialogProps, 'people' | 'onRetry'> & {readonly isEncrypted: boolean};

/** Who can read, or will: how many have keys, and who hasn't. */
export function PeopleSection({people, isEncrypted, onRetry}: PeopleSectionProps) {
    const say = useSay();
    return (
        <section className="e2ee-section">
            <h3 className="e2ee-section__title">{say(isEncrypted ? 'e2ee.people.can_read' : 'e2ee.people.will_read')}</h3>
            <PeopleContent people={people} onRetry={onRetry} />
        </section>
    );
}

function PeopleContent({people, onRetry}: Pick<ChannelDialogProps, 'people' | 'onRetry'>) {
    const say = useSay();
    switch (people.kind) {
        case 'loading':
            return <Busy>{say('e2ee.people.loading')}</Busy>;
        case 'failed':
            return (
                <>
                    <FailureBox failure={people.failure} />
                    <Button isSmall onClick={onRetry}>
                        {say('e2ee.common.retry')}
                    </Button>
                </>
            );
        case 'ready':
            return people.value.length === 0 ? (
                <p>{say('e2ee.people.empty')}</p>
            ) : (
                <>
                    <p className="e2ee-section__sum">{keySum(say, people.value)}</p>
                    <PeopleList people={people.value} />
                    <KeylessAdvice people={people.value} />
                </>
            );
    }
}

function keySum(say: Say, people: readonly PersonView[]): string {
    const total = people.length;
    const ready = people.filter((person) => person.key !== 'no_key').length;
    return ready === total ? say('e2ee.people.all_have_keys', {total}) : say('e2ee.people.have_keys', {ready, total});
}

function KeylessAdvice({people}: {readonly people: readonly PersonView[]}) {
    const say = useSay();
    const others = people.filter((person) => !person.isYou);
    const keyless = others.filter((person) => person.key === 'no_key');
    if (keyless.length === 0) {
        return null;
    }
    const id = keyless.length === others.length ? 'e2ee.people.only_you' : 'e2ee.people.without_key';
    return <p className="e2ee-quiet">{say(id)}</p>;
}
