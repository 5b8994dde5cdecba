/** The identifier of the sample API, as the samples register it. */
export const appointmentsApi = 'https://appointments.example';
