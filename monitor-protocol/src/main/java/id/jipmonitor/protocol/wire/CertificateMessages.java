package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.EnrolAnswer;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.util.List;
import java.util.regex.Pattern;

/** The messages that carry certificates and requests for them; PEM travels as it stands in files (RFC 7468). */
final class CertificateMessages {
    /** Most authorities that an agent is told to trust. */
    static final int MAX_AUTHORITIES = 8;

    private static final int MAX_PEM = 8 * 1024;
    private static final Pattern PEM = Pattern.compile("[A-Za-z0-9+/=\\n -]+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private CertificateMessages() {}

    static Wire.EnrolRequest encode(EnrolRequest request) {
        return Wire.EnrolRequest.newBuilder()
                .setSecret(secret(request.secret()))
                .setRequest(pem("enrolment request", request.request()))
                .build();
    }

    static EnrolRequest decode(Wire.EnrolRequest request) {
        return new EnrolRequest(secret(request.getSecret()), pem("enrolment request", request.getRequest()));
    }

    static Wire.EnrolAnswer encode(EnrolAnswer answer) {
        return Wire.EnrolAnswer.newBuilder()
                .setCertificate(pem("certificate", answer.certificate()))
                .addAllAuthorities(authorities(answer.authorities(), 1))
                .build();
    }

    static EnrolAnswer decode(Wire.EnrolAnswer answer) {
        return new EnrolAnswer(
                pem("certificate", answer.getCertificate()), authorities(answer.getAuthoritiesList(), 1));
    }

    static Wire.RenewalRequest encode(RenewalRequest request) {
        return Wire.RenewalRequest.newBuilder()
                .setRequest(pem("renewal request", request.request()))
                .build();
    }

    static RenewalRequest decode(Wire.RenewalRequest request) {
        return new RenewalRequest(pem("renewal request", request.getRequest()));
    }

    static Wire.RenewalAnswer encode(RenewalAnswer answer) {
        return Wire.RenewalAnswer.newBuilder()
                .setCertificate(certificate(answer.certificate(), answer.problem()))
                .addAllAuthorities(
                        authorities(answer.authorities(), answer.problem().isEmpty() ? 1 : 0))
                .setProblem(Bounds.cut(answer.problem()))
                .build();
    }

    static RenewalAnswer decode(Wire.RenewalAnswer answer) {
        String problem = Bounds.line("renewal problem", answer.getProblem(), Bounds.MAX_LINE);
        return new RenewalAnswer(
                certificate(answer.getCertificate(), problem),
                authorities(answer.getAuthoritiesList(), problem.isEmpty() ? 1 : 0),
                problem);
    }

    static Wire.Authorities encode(Authorities authorities) {
        return Wire.Authorities.newBuilder()
                .addAllCertificates(authorities(authorities.certificates(), 1))
                .build();
    }

    static Authorities decode(Wire.Authorities authorities) {
        return new Authorities(authorities(authorities.getCertificatesList(), 1));
    }

    private static String certificate(String value, String problem) {
        if (value.isEmpty() == problem.isEmpty()) {
            throw new MalformedMessageException("renewal answer: expected a certificate or a problem. Found: "
                    + (value.isEmpty() ? "neither" : "both"));
        }
        return value.isEmpty() ? value : pem("certificate", value);
    }

    private static List<String> authorities(List<String> values, int least) {
        Bounds.within("authorities", values.size(), least, MAX_AUTHORITIES);
        return values.stream().map(each -> pem("authority", each)).toList();
    }

    private static String pem(String field, String value) {
        Bounds.within(field + " length", value.length(), 1, MAX_PEM);
        if (!PEM.matcher(value).matches()) {
            throw new MalformedMessageException(field + ": expected PEM. Found: other characters");
        }
        return value;
    }

    private static String secret(String value) {
        if (!SECRET.matcher(value).matches()) {
            throw new MalformedMessageException("token secret: expected 1 to 128 characters of base64url. Found: "
                    + value.length() + " characters");
        }
        return value;
    }
}
