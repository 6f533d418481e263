/** Encoders: rules that turn a row's fields into columns, and the running statistics they keep. */
package io.gradstream.core.feature;
