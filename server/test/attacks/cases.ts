/** The attack cases, a class a line. */
export const cases: readonly string[] = [
  'A001', 'A002', 'A003', 'A004', 'A005', 'A006', 'A007', 'A008', 'A009', 'A010', 'A011', 'A012', 'A014', 'A015', 'A017', 'A019', 'A020',
  'A021', 'A022', 'A024', 'A025', 'A026', 'A027', 'A029', 'A030', 'A031', 'A032', 'A033', 'A034',
  'A035', 'A036', 'A037', 'A038', 'A039', 'A040', 'A041', 'A042', 'A044', 'A045',
  'A047', 'A048', 'A049', 'A050', 'A051', 'A052', 'A054', 'A055',
  'A056', 'A057', 'A058', 'A059', 'A060', 'A061', 'A062', 'A063', 'A065', 'A066', 'A068', 'A069', 'A070',
  'A071', 'A072', 'A073', 'A074', 'A075', 'A077', 'A078', 'A079', 'A081', 'A082', 'A083',
  'A084', 'A085', 'A086', 'A088', 'A089', 'A090', 'A092', 'A093', 'A094', 'A095', 'A096', 'A097', 'A098', 'A100',
  'A101', 'A102', 'A104', 'A105', 'A106', 'A107', 'A109', 'A110',
  'A111', 'A112', 'A113', 'A115', 'A116', 'A118', 'A119', 'A120',
  'A121', 'A122', 'A123', 'A124', 'A126', 'A128', 'A129', 'A130',
  'A131', 'A132', 'A134', 'A135', 'A136', 'A137', 'A138', 'A140', 'A141', 'A142',
  'A143', 'A144', 'A145', 'A146', 'A147', 'A149', 'A150', 'A152',
  'A153', 'A154', 'A155', 'A156', 'A158', 'A159', 'A161', 'A162', 'A163', 'A164', 'A165', 'A166', 'A168', 'A169', 'A170',
  'A171', 'A172', 'A173', 'A175', 'A176', 'A177', 'A179', 'A180',
  'A181', 'A182', 'A183', 'A184', 'A186',
  'A187', 'A188', 'A189', 'A190', 'A191', 'A192', 'A194', 'A195',
  'A197', 'A198', 'A199', 'A200', 'A201', 'A203',
  'A204', 'A205', 'A207', 'A208', 'A209', 'A211', 'A212', 'A213', 'A214', 'A215', 'A216', 'A217', 'A218',
  'A220', 'A221', 'A223', 'A224', 'A225',
  'A226', 'A227', 'A228', 'A229', 'A231', 'A232', 'A233', 'A234', 'A235', 'A237',
];

/** Cases about something that does not exist yet, with what it is. A case leaves this list when the thing is built. */
export const notYet: Readonly<Record<string, string>> = {
  A011: 'wildcards in redirect URIs are not offered',
  A095: 'the vectors are not in this repository, and npm has them neither as wycheproof nor as @c2sp/wycheproof; the same classes are held by vectors of our own in test/jose/',
  A129: 'branding by administrators does not exist yet',
  A140: 'accounts are linked by the Management API; no page begins it at somebody else’s',
  A153: 'second factors do not exist yet',
  A154: 'second factors do not exist yet',
  A155: 'second factors do not exist yet',
  A162: 'passkeys do not exist yet',
  A237: 'one process without workers that could die alone: whoever runs it restarts it, and the kill tests in test/races/ say that nothing is lost',
};
