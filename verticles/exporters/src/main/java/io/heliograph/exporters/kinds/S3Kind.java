package io.heliograph.exporters.kinds;

import io.heliograph.exporter.Exporter;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporter.ExporterOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
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

/** Puts events into objects of S3, or of whatever else speaks its language. */
public final class S3Kind implements ExporterKind {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public long batchSize() {
        return 8 << 20;
    }

    @Override
    public Duration batchAge() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Exporter create(ExporterOptions options) {
        String bucket = options.required("bucket");
        String prefix = options.text("prefix", "");
        String endpoint = options.text("endpoint", "");
        boolean pathStyle = options.flag("path-style", !endpoint.isEmpty());
        Region region = Region.of(options.text("region", "us-east-1"));
        Duration upload = options.duration("upload-timeout", "20s", "100ms", "1h");
        String accessKey = options.text("access-key", "");
        String secretKey = options.secret("secret-key");
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new IllegalArgumentException("access-key and secret-key go together");
        }
        URI server = endpoint.isEmpty() ? null : URI.create(endpoint);
        Supplier<S3Client> connect = () -> {
            S3ClientBuilder client = S3Client.builder()
                    .httpClient(UrlConnectionHttpClient.create())
                    .region(region)
                    .credentialsProvider(credentials(accessKey, secretKey))
                    // Not every server knows the newer checksums, and the hub counts, pauses and tries again itself.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .forcePathStyle(pathStyle)
                    .overrideConfiguration(
                            calls -> calls.apiCallTimeout(upload).retryStrategy(AwsRetryStrategy.doNotRetry()));
            return (server == null ? client : client.endpointOverride(server)).build();
        };
        return new S3Exporter(connect, bucket, prefix);
    }

    /** Those that are set, or else what the environment of the process has to offer. */
    private static AwsCredentialsProvider credentials(String accessKey, String secretKey) {
        return accessKey.isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
}
