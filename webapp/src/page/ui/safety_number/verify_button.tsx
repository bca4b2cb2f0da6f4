import {Button} from '../parts/button';
import {useSay} from '../words/messages';

/** In a person's profile: to their safety number. */
export function VerifyButton({onClick}: {readonly onClick: () => void}) {
    const say = useSay();
    return (
        <div className="e2ee-profile" data-testid="e2ee-verify">
            <Button isSmall onClick={onClick}>
                {say('e2ee.safety_number.open')}
            </Button>
        </div>
    );
}
