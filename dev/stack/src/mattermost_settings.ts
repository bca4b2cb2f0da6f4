/** What a Mattermost server is told by its environment, so that its `config.json` holds nothing that matters. */
export interface ServerPlace {
    readonly home: string;
    readonly logs: string;
    readonly siteUrl: string;
    readonly port: number;
    readonly databaseUrl: string;
    readonly smtpPort: number;
}

export const SERVER_LOG_FILE = 'mattermost.log';

/**
 * A production server with the defaults of Mattermost, but: nothing asks anybody outside this machine, tours and notices are
 * off, and limits that 250 members would meet are raised.
 */
export function mattermostSettings(place: ServerPlace): Record<string, string> {
    return {
        MM_CONFIG: `${place.home}/config/config.json`,
        MM_SQLSETTINGS_DRIVERNAME: 'postgres',
        MM_SQLSETTINGS_DATASOURCE: place.databaseUrl,
        MM_SQLSETTINGS_MAXOPENCONNS: '50',

        MM_SERVICESETTINGS_SITEURL: place.siteUrl,
        MM_SERVICESETTINGS_LISTENADDRESS: `127.0.0.1:${place.port}`,
        MM_SERVICESETTINGS_ENABLEDEVELOPER: 'false',
        MM_SERVICESETTINGS_ENABLETESTING: 'false',
        MM_SERVICESETTINGS_ENABLEUSERACCESSTOKENS: 'true',
        MM_SERVICESETTINGS_COLLAPSEDTHREADS: 'always_on',
        MM_SERVICESETTINGS_ENABLEONBOARDINGFLOW: 'false',
        MM_SERVICESETTINGS_ENABLETUTORIAL: 'false',
        MM_SERVICESETTINGS_ENABLESECURITYFIXALERT: 'false',
        MM_RATELIMITSETTINGS_ENABLE: 'false',

        MM_TEAMSETTINGS_ENABLEOPENSERVER: 'true',
        MM_TEAMSETTINGS_MAXUSERSPERTEAM: '2000',

        MM_EMAILSETTINGS_SENDEMAILNOTIFICATIONS: 'true',
        MM_EMAILSETTINGS_SMTPSERVER: '127.0.0.1',
        MM_EMAILSETTINGS_SMTPPORT: String(place.smtpPort),
        MM_EMAILSETTINGS_FEEDBACKNAME: 'Mattermost',
        MM_EMAILSETTINGS_FEEDBACKEMAIL: 'mattermost@example.com',
        MM_EMAILSETTINGS_REPLYTOADDRESS: 'mattermost@example.com',
        MM_EMAILSETTINGS_REQUIREEMAILVERIFICATION: 'false',
        MM_EMAILSETTINGS_ENABLEPREVIEWMODEBANNER: 'false',
        MM_EMAILSETTINGS_SENDPUSHNOTIFICATIONS: 'false',

        MM_PLUGINSETTINGS_ENABLE: 'true',
        MM_PLUGINSETTINGS_ENABLEUPLOADS: 'true',
        MM_PLUGINSETTINGS_ENABLEMARKETPLACE: 'false',
        MM_PLUGINSETTINGS_ENABLEREMOTEMARKETPLACE: 'false',
        MM_PLUGINSETTINGS_AUTOMATICPREPACKAGEDPLUGINS: 'false',
        MM_PLUGINSETTINGS_DIRECTORY: `${place.home}/plugins`,
        MM_PLUGINSETTINGS_CLIENTDIRECTORY: `${place.home}/client/plugins`,

        MM_FILESETTINGS_DIRECTORY: `${place.home}/data/`,

        MM_LOGSETTINGS_ENABLEDIAGNOSTICS: 'false',
        MM_LOGSETTINGS_ENABLESENTRY: 'false',
        MM_LOGSETTINGS_CONSOLEJSON: 'false',
        MM_LOGSETTINGS_CONSOLELEVEL: 'INFO',
        MM_LOGSETTINGS_ENABLEFILE: 'true',
        MM_LOGSETTINGS_FILELEVEL: 'DEBUG',
        MM_LOGSETTINGS_FILELOCATION: place.logs,

        MM_ANNOUNCEMENTSETTINGS_ADMINNOTICESENABLED: 'false',
        MM_ANNOUNCEMENTSETTINGS_USERNOTICESENABLED: 'false',
        MM_SUPPORTSETTINGS_ENABLEASKCOMMUNITYLINK: 'false',
    };
}
