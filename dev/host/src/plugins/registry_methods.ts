/** Registry methods that take one component and file it under a slot. */
export const componentMethods = {
    registerRootComponent: 'Root',
    registerPopoverUserAttributesComponent: 'PopoverUserAttributes',
    registerPopoverUserActionsComponent: 'PopoverUserActions',
    registerLeftSidebarHeaderComponent: 'LeftSidebarHeader',
    registerBottomTeamSidebarComponent: 'BottomTeamSidebar',
    registerPostMessageAttachmentComponent: 'PostMessageAttachment',
    registerLinkTooltipComponent: 'LinkTooltip',
    registerPostActionComponent: 'PostAction',
    registerPostEditorActionComponent: 'PostEditorAction',
    registerCodeBlockActionComponent: 'CodeBlockAction',
    registerNewMessagesSeparatorActionComponent: 'NewMessagesSeparatorAction',
    registerPostDropdownMenuComponent: 'PostDropdownMenuItem',
    registerSidebarChannelLinkLabelComponent: 'SidebarChannelLinkLabel',
    registerChannelToastComponent: 'ChannelToast',
    registerGlobalComponent: 'Global',
    registerSystemConsoleGroupTable: 'SystemConsoleGroupTable',
} as const;

interface FieldMethod {
    slots: readonly string[];

    /** Names of the positional arguments; a single object with these keys is taken as well. */
    fields: readonly string[];

    /** Fields that may be given as a component instead of an element. */
    elements?: readonly string[];
}

/** Registry methods that take several fields; each returns the registration's id. */
export const fieldMethods: Record<string, FieldMethod> = {
    registerActionAfterChannelCreation: {slots: ['CreateBoardFromTemplate'], fields: ['component', 'action']},
    registerChannelHeaderButtonAction: {
        slots: ['ChannelHeaderButton', 'MobileChannelHeaderButton'],
        fields: ['icon', 'action', 'dropdownText', 'tooltipText'],
        elements: ['icon', 'dropdownText', 'tooltipText'],
    },
    registerChannelIntroButtonAction: {slots: ['ChannelIntroButton'], fields: ['icon', 'action', 'text'], elements: ['icon']},
    registerCallButtonAction: {
        slots: ['CallButton', 'MobileChannelHeaderButton'],
        fields: ['button', 'dropdownButton', 'action', 'icon', 'dropdownText'],
        elements: ['button', 'dropdownButton', 'icon', 'dropdownText'],
    },
    registerPostWillRenderEmbedComponent: {slots: ['PostWillRenderEmbedComponent'], fields: ['match', 'component', 'toggleable']},
    registerMainMenuAction: {slots: ['MainMenu'], fields: ['text', 'action', 'mobileIcon'], elements: ['text', 'mobileIcon']},
    registerChannelHeaderMenuAction: {slots: ['ChannelHeader'], fields: ['text', 'action', 'shouldRender'], elements: ['text']},
    registerFileDropdownMenuAction: {slots: ['FilesDropdown'], fields: ['match', 'text', 'action'], elements: ['text']},
    registerUserGuideDropdownMenuAction: {slots: ['UserGuideDropdown'], fields: ['text', 'action'], elements: ['text']},
    registerPostDropdownMenuAction: {slots: ['PostDropdownMenu'], fields: ['text', 'action', 'filter'], elements: ['text']},
    registerFileUploadMethod: {slots: ['FileUploadMethod'], fields: ['icon', 'action', 'text']},
    registerFilesWillUploadHook: {slots: ['FilesWillUploadHook'], fields: ['hook']},
    registerMessageWillBePostedHook: {slots: ['MessageWillBePosted'], fields: ['hook']},
    registerMessageWillBeUpdatedHook: {slots: ['MessageWillBeUpdated'], fields: ['hook']},
    registerSlashCommandWillBePostedHook: {slots: ['SlashCommandWillBePosted'], fields: ['hook']},
    registerMessageWillFormatHook: {slots: ['MessageWillFormat'], fields: ['hook']},
    registerDesktopNotificationHook: {slots: ['DesktopNotificationHooks'], fields: ['hook']},
    registerFilePreviewComponent: {slots: ['FilePreview'], fields: ['override', 'component']},
    registerNeedsTeamRoute: {slots: ['NeedsTeamComponent'], fields: ['route', 'component']},
    registerCustomRoute: {slots: ['CustomRouteComponent'], fields: ['route', 'component']},
    registerProduct: {slots: ['Product'], fields: ['baseURL', 'switcherIcon', 'switcherText', 'switcherLinkURL', 'mainComponent']},
};

/** Methods of surfaces that this host doesn't draw (System Console, statistics): they exist, so that a plugin can call them. */
export const absentSurfaceMethods = [
    'registerAdminConsolePlugin',
    'registerAdminConsoleCustomSetting',
    'registerAdminConsoleCustomSection',
    'registerSiteStatisticsHandler',
] as const;
