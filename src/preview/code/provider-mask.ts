import { at, isRecord, isReference } from '../nested-json';

/**
 * Attributes that AWS provider 5.100.0 marks sensitive, of those that one can write: from `terraform providers schema -json`, 2026-11. For previews of
 * code, which ask no provider: a plan would hide them. Blocks within blocks by dots.
 */
const TABLE: Readonly<Record<string, string>> = {
  aws_acm_certificate: 'private_key',
  aws_alb_listener: 'default_action.authenticate_oidc.client_secret',
  aws_alb_listener_rule: 'action.authenticate_oidc.client_secret',
  aws_amplify_app: 'access_token basic_auth_credentials oauth_token auto_branch_creation_config.basic_auth_credentials',
  aws_amplify_branch: 'basic_auth_credentials',
  aws_api_gateway_api_key: 'value',
  aws_api_gateway_domain_name: 'certificate_private_key',
  aws_appconfig_configuration_profile: 'validator.content',
  aws_appconfig_hosted_configuration_version: 'content',
  aws_appfabric_app_authorization: 'credential.api_key_credential.api_key credential.oauth2_credential.client_secret',
  aws_appflow_connector_profile: 'connector_profile_config.connector_profile_credentials',
  aws_appstream_directory_config: 'service_account_credentials.account_password',
  aws_chime_voice_connector_termination_credentials: 'credentials.password',
  aws_cloudcontrolapi_resource: 'schema',
  aws_cloudwatch_event_connection:
    'auth_parameters.api_key.value auth_parameters.basic.password auth_parameters.invocation_http_parameters.body.value auth_parameters.invocation_http_parameters.header.value auth_parameters.invocation_http_parameters.query_string.value auth_parameters.oauth.client_parameters.client_secret auth_parameters.oauth.oauth_http_parameters.body.value auth_parameters.oauth.oauth_http_parameters.header.value auth_parameters.oauth.oauth_http_parameters.query_string.value',
  aws_codebuild_source_credential: 'token',
  aws_codepipeline_webhook: 'authentication_configuration.secret_token',
  aws_cognito_user: 'password temporary_password',
  aws_connect_user: 'password',
  aws_datasync_location_fsx_ontap_file_system: 'protocol.smb.password',
  aws_datasync_location_fsx_windows_file_system: 'password',
  aws_datasync_location_object_storage: 'secret_key',
  aws_datasync_location_smb: 'password',
  aws_db_instance: 'password password_wo',
  aws_directory_service_directory: 'password',
  aws_directory_service_radius_settings: 'shared_secret',
  aws_directory_service_shared_directory: 'notes',
  aws_dms_certificate: 'certificate_pem certificate_wallet',
  aws_dms_endpoint:
    'password kafka_settings.sasl_password kafka_settings.ssl_client_key_password redis_settings.auth_password',
  aws_docdb_cluster: 'master_password',
  aws_docdbelastic_cluster: 'admin_user_password',
  aws_elasticache_replication_group: 'auth_token',
  aws_elasticache_user: 'passwords authentication_mode.passwords',
  aws_elasticsearch_domain: 'advanced_security_options.master_user_options.master_user_password',
  aws_elasticsearch_domain_saml_options: 'saml_options.master_user_name',
  aws_emr_cluster:
    'kerberos_attributes.ad_domain_join_password kerberos_attributes.cross_realm_trust_principal_password kerberos_attributes.kdc_admin_password',
  aws_fsx_ontap_file_system: 'fsx_admin_password',
  aws_fsx_ontap_storage_virtual_machine:
    'svm_admin_password active_directory_configuration.self_managed_active_directory_configuration.password',
  aws_fsx_windows_file_system: 'self_managed_active_directory.password',
  aws_glue_connection: 'athena_properties connection_properties',
  aws_glue_job: 'source_control_details.auth_token',
  aws_iam_server_certificate: 'private_key',
  aws_iot_authorizer: 'token_signing_public_keys',
  aws_iot_ca_certificate: 'ca_certificate_pem verification_certificate_pem',
  aws_iot_certificate: 'ca_pem certificate_pem',
  aws_kinesis_firehose_delivery_stream:
    'http_endpoint_configuration.access_key redshift_configuration.password snowflake_configuration.key_passphrase snowflake_configuration.private_key',
  aws_kms_ciphertext: 'plaintext',
  aws_kms_external_key: 'key_material_base64',
  aws_kms_replica_external_key: 'key_material_base64',
  aws_lb_listener: 'default_action.authenticate_oidc.client_secret',
  aws_lb_listener_rule: 'action.authenticate_oidc.client_secret',
  aws_lightsail_database: 'master_password',
  aws_memorydb_user: 'authentication_mode.passwords',
  aws_mq_broker: 'ldap_server_metadata.service_account_password user.password',
  aws_mwaa_environment: 'airflow_configuration_options',
  aws_opensearch_domain: 'advanced_security_options.master_user_options.master_user_password',
  aws_opensearch_domain_saml_options: 'saml_options.master_user_name',
  aws_opsworks_application: 'app_source.password app_source.ssh_key ssl_configuration.private_key',
  aws_opsworks_rds_db_instance: 'db_password',
  aws_opsworks_stack: 'custom_cookbooks_source.password custom_cookbooks_source.ssh_key',
  aws_pinpoint_adm_channel: 'client_id client_secret',
  aws_pinpoint_apns_channel: 'bundle_id certificate private_key team_id token_key token_key_id',
  aws_pinpoint_apns_sandbox_channel: 'bundle_id certificate private_key team_id token_key token_key_id',
  aws_pinpoint_apns_voip_channel: 'bundle_id certificate private_key team_id token_key token_key_id',
  aws_pinpoint_apns_voip_sandbox_channel: 'bundle_id certificate private_key team_id token_key token_key_id',
  aws_pinpoint_baidu_channel: 'api_key secret_key',
  aws_pinpoint_gcm_channel: 'api_key service_json',
  aws_quicksight_data_source: 'credentials.credential_pair.password credentials.credential_pair.username',
  aws_rds_cluster: 'master_password master_password_wo',
  aws_redshift_cluster: 'master_password master_password_wo',
  aws_redshift_hsm_configuration: 'hsm_partition_password',
  aws_redshiftserverless_namespace: 'admin_user_password admin_username',
  aws_s3_bucket_object_lock_configuration: 'token',
  aws_s3_bucket_replication_configuration: 'token',
  aws_s3_object_copy: 'customer_key kms_encryption_context kms_key_id source_customer_key',
  aws_sagemaker_workforce: 'oidc_config.client_secret',
  aws_secretsmanager_secret_version: 'secret_binary secret_string secret_string_wo',
  aws_securitylake_subscriber_notification:
    'configuration.https_notification_configuration.authorization_api_key_value',
  aws_sesv2_email_identity: 'dkim_signing_attributes.domain_signing_private_key',
  aws_sns_platform_application: 'platform_credential platform_principal',
  aws_ssm_maintenance_window_task:
    'task_invocation_parameters.lambda_parameters.payload task_invocation_parameters.step_functions_parameters.input',
  aws_ssm_parameter: 'value value_wo',
  aws_storagegateway_file_system_association: 'password',
  aws_storagegateway_gateway: 'smb_guest_password smb_active_directory_settings.password',
  aws_timestreaminfluxdb_db_instance: 'password',
  aws_transfer_certificate: 'certificate certificate_chain private_key',
  aws_transfer_server: 'host_key post_authentication_login_banner pre_authentication_login_banner',
  aws_verifiedaccess_trust_provider: 'native_application_oidc_options.client_secret oidc_options.client_secret',
  aws_vpn_connection: 'tunnel1_preshared_key tunnel2_preshared_key',
};

/** The mask of a resource's values, as a plan has it: true for what the provider hides. */
export function providerMask(type: string, values: unknown): Record<string, unknown> {
  const mask: Record<string, unknown> = {};
  if (!Object.hasOwn(TABLE, type)) return mask;
  for (const path of (TABLE[type] as string).split(' ')) {
    const [block = '', ...rest] = path.split('.');
    addPath(mask, values, [block, ...rest]);
    // Blocks that an expression makes are hidden as a whole.
    if (rest.length > 0) addPath(mask, values, ['dynamic', block]);
  }
  return mask;
}

function addPath(mask: Record<string, unknown>, value: unknown, [key = '', ...rest]: readonly string[]): void {
  const inner = at(value, key);
  if (inner === undefined || inner === null || mask[key] === true) return;
  if (rest.length === 0) {
    if (typeof inner !== 'string' || !isReference(inner)) mask[key] = true;
    return;
  }
  // One block may stand alone, or in a list.
  if (Array.isArray(inner)) {
    const masks = Array.isArray(mask[key]) ? (mask[key] as unknown[]) : inner.map(() => ({}));
    for (const [i, one] of inner.entries()) if (isRecord(one)) addPath(masks[i] as Record<string, unknown>, one, rest);
    mask[key] = masks;
  } else if (isRecord(inner)) {
    mask[key] ??= {};
    addPath(mask[key] as Record<string, unknown>, inner, rest);
  } else if (typeof inner !== 'string' || !isReference(inner)) mask[key] = true;
}
