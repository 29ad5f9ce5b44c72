package id.jipmonitor.agent.probe.tcp;

/** Why a served certificate is not to be trusted, said to a person. */
record CertificateProblem(String indonesian, String english) {
    static final CertificateProblem NONE_SERVED = new CertificateProblem("tidak ada yang dikirim", "none was served");
}
