import {markLandingSeen} from '../landing';

/** "View in Browser" is a full page load, not a route change: plugins are initialised anew after it. */
export function LandingPage() {
    const target = window.location.hash.slice(1) || '/';
    const view = () => {
        markLandingSeen();
        window.location.href = target;
    };
    return (
        <main className="landing">
            <h1>{'Where would you like to view this?'}</h1>
            <button className="btn btn-primary" onClick={view}>
                {'View in Browser'}
            </button>
        </main>
    );
}
