package io.heliograph.targets;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.exporter.ExporterOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket of S3, or of whatever else speaks its language, and a prefix in it. */
public final class S3Place {
    private final String bucket;
    private final String prefix;
    private final URI server;
    private final boolean pathStyle;
    private final Region region;
    private final Duration upload;
    private final AwsCredentialsProvider credentials;

    private S3Place(ExporterOptions options, String uploadTimeout) {
        bucket = options.text("bucket", "");
        prefix = options.text("prefix", "");
        String endpoint = options.text("endpoint", "");
        String style = options.text("path-style", "auto");
        region = Region.of(options.text("region", "us-east-1"));
        upload = options.duration("upload-timeout", uploadTimeout, "100ms", "1h");
        String accessKey = options.text("access-key", "");
        String secretKey = options.secret("secret-key");
        // From here on something may be wrong; by now all are known to have been asked for.
        server = endpoint.isEmpty() ? null : server(endpoint);
        pathStyle = pathStyle(style, server != null);
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new IllegalArgumentException("access-key and secret-key go together");
        }
        credentials = accessKey.isEmpty()
                ? null
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    /**
     * Asks for all of its options, and connects to nothing.
     *
     * @throws IllegalArgumentException if they do not fit together
     */
    public static S3Place of(ExporterOptions options, String uploadTimeout) {
        return new S3Place(options, uploadTimeout);
    }

    /** The same, of the settings below a key. */
    public static S3Place below(String key, Settings settings, String uploadTimeout) {
        return of(new SettingsOptions(settings, key, key), uploadTimeout);
    }

    private static URI server(String endpoint) {
        try {
            URI server = new URI(endpoint);
            if (server.getHost() != null && server.getScheme().matches("https?")) {
                return server;
            }
        } catch (URISyntaxException e) {
            // Said below, as of all that is no address.
        }
        throw new IllegalArgumentException(
                "endpoint takes scheme and host, such as http://127.0.0.1:9000, not '" + endpoint + "'");
    }

    /** Other servers than that of AWS seldom have a name for each bucket. */
    private static boolean pathStyle(String set, boolean isOther) {
        return switch (set) {
            case "auto" -> isOther;
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("path-style takes auto, true or false");
        };
    }

    public String bucket() {
        return bucket;
    }

    public String prefix() {
        return prefix;
    }

    /** A client that asks once: whoever has it counts, pauses and tries again. */
    public S3Client connect() {
        S3ClientBuilder client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(region)
                // Those that are set, or else what the environment of the process has to offer.
                .credentialsProvider(
                        credentials == null
                                ? DefaultCredentialsProvider.builder().build()
                                : credentials)
                // Not every server knows the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // Nor does every one know bodies that are signed piece by piece; some store them as they come.
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .forcePathStyle(pathStyle)
                .overrideConfiguration(
                        calls -> calls.apiCallTimeout(upload).retryStrategy(AwsRetryStrategy.doNotRetry()));
        return (server == null ? client : client.endpointOverride(server)).build();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
