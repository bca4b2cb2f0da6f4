import {Client4} from 'mattermost-redux/client';
import ReactDOM from 'react-dom';

import {App} from './app';
import {store} from './host_store';
import {leavePageAfterLogout} from './leave_page';
import {exposeLibraries} from './plugins/exports';
import {exposePluginLoading} from './plugins/loader';

exposeLibraries();
exposePluginLoading();
Object.assign(window, {store});

Client4.setUrl(window.location.origin);
Client4.setAuthHeader = false;
leavePageAfterLogout();

// The real client still uses the legacy root: a dispatch outside of an event handler renders at once.
ReactDOM.render(<App />, document.getElementById('root'));
