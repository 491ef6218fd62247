package io.heliograph.retain.archive;

import io.heliograph.targets.S3Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket: {@code <prefix><stream>/<name>}. A file is written to this machine's disk first and uploaded by one call,
 * which S3 takes as a whole or not at all.
 */
public final class S3Target implements ArchiveTarget {
    private static final int BUFFER = 64 << 10;

    private final S3Place place;
    private final Path scratch;
    private S3Client client;

    /** {@code scratch} is a directory of this process's own for what is being written; null for an archive that is only read. */
    public S3Target(S3Place place, Path scratch) {
        this.place = place;
        this.scratch = scratch;
    }

    @Override
    public List<String> streams() throws IOException {
        return ask(
                place.toString(),
                s3 -> s3
                        .listObjectsV2Paginator(list -> list.bucket(place.bucket())
                                .prefix(place.prefix())
                                .delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(CommonPrefix::prefix)
                        .map(prefix -> prefix.substring(place.prefix().length(), prefix.length() - 1))
                        .toList());
    }

    @Override
    public List<String> names(String stream) throws IOException {
        String folder = key(stream, "");
        return ask(
                place.toString(),
                s3 -> s3
                        .listObjectsV2Paginator(list ->
                                list.bucket(place.bucket()).prefix(folder).delimiter("/"))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(folder.length()))
                        .toList());
    }

    @Override
    public InputStream open(String stream, String name) throws IOException {
        String key = key(stream, name);
        ResponseInputStream<GetObjectResponse> object =
                ask(key, s3 -> s3.getObject(get -> get.bucket(place.bucket()).key(key)));
        return new BufferedInputStream(
                new WholeObject(object, key, object.response().contentLength()), BUFFER);
    }

    /** One file is written at a time: what else lies there was left by a crash. */
    @Override
    public Path scratch(String stream, String name) throws IOException {
        Files.createDirectories(scratch);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return scratch.resolve(stream + "-" + name);
    }

    @Override
    public void keep(String stream, String name) throws IOException {
        String key = key(stream, name);
        Path file = scratch.resolve(stream + "-" + name);
        ask(key, s3 -> s3.putObject(put -> put.bucket(place.bucket()).key(key), RequestBody.fromFile(file)));
        Files.delete(file);
    }

    private String key(String stream, String name) {
        return place.prefix() + stream + "/" + name;
    }

    private interface Call<T> {
        T to(S3Client s3);
    }

    private <T> T ask(String what, Call<T> call) throws IOException {
        try {
            return call.to(client());
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(what);
        } catch (SdkException e) {
            throw new Unreachable(what, e);
        }
    }

    /** Made when it is needed for the first time: not every node archives. */
    private synchronized S3Client client() {
        if (client == null) {
            client = place.connect();
        }
        return client;
    }
}
