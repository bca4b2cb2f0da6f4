import {getConfig} from 'mattermost-redux/selectors/entities/general';
import {getCurrentUser} from 'mattermost-redux/selectors/entities/users';
import {getTheme} from 'mattermost-redux/selectors/entities/preferences';
import {useEffect, useState} from 'react';
import {IntlProvider} from 'react-intl';
import {Provider, useSelector} from 'react-redux';
import {Redirect, Route, Router, Switch} from 'react-router-dom';

import {loadConfigAndMe} from './actions/session';
import {LandingPage} from './components/landing_page';
import {LoggedIn} from './components/logged_in';
import {LoginPage} from './components/login_page';
import {history} from './history';
import {rehydrated, store} from './host_store';
import {hideLoadingScreen} from './loading_screen';
import {initializePlugins} from './plugins/loader';
import {redirectToLanding} from './landing';
import {applyTheme} from './theme/apply_theme';
import type {HostState} from './types';

const noTranslations: Record<string, string> = {};

export function App() {
    return (
        <Provider store={store}>
            <Translated />
        </Provider>
    );
}

function Translated() {
    const messages = useSelector((state: HostState) => state.views.i18n.translations.en ?? noTranslations);
    return (
        <IntlProvider locale="en" key={Object.keys(messages).length} messages={messages} textComponent="span">
            <Booted />
        </IntlProvider>
    );
}

async function boot(): Promise<void> {
    await Promise.all([store.dispatch(loadConfigAndMe()), rehydrated]);
    redirectToLanding(getConfig(store.getState()));
    await initializePlugins();
}

/** The routes mount only once every plugin has been loaded and initialised. */
const booted = {promise: undefined as Promise<void> | undefined};

function Booted() {
    const [isReady, setReady] = useState(false);
    useEffect(() => {
        booted.promise ??= boot();
        void booted.promise.then(() => {
            setReady(true);
            hideLoadingScreen();
        });
    }, []);
    return isReady ? <Routes /> : null;
}

function Routes() {
    const theme = useSelector(getTheme);
    const user = useSelector(getCurrentUser);
    useEffect(() => applyTheme(theme), [theme]);
    return (
        <Router history={history}>
            <Switch>
                <Route path="/landing" component={LandingPage} />
                <Route path="/login" component={LoginPage} />
                {user ? <Route component={LoggedIn} /> : <Redirect to="/login" />}
            </Switch>
        </Router>
    );
}
