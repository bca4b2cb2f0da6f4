/** What the `posted` event carries beside the post; everything is a string on the wire. */
export interface PostedProps {
    channel_type: string;
    channel_display_name: string;
    channel_name: string;
    sender_name: string;
    team_id: string;
    mentions?: string;
    followers?: string;
    should_ack?: boolean;
}
