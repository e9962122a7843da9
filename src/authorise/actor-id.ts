/** Who somebody is: Slack's ids; never names, which change hands. */
export interface ActorId {
  readonly team: string;
  readonly user: string;
}
