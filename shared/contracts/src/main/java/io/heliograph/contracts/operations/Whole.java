package io.heliograph.contracts.operations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input that is the whole JSON object of the caller, byte for byte, as its one component of type RawJson. Documents
 * show the components of {@code value}; members beyond these pass.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Whole {
    Class<? extends Record> value();
}
