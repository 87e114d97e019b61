import { organizationById, param } from '../lookup.ts';
import { type Answer, type Call, noContent, type Operation, ok } from '../operations.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { manager, visibleOrganization } from './organizations.ts';

const root = '/rest/servicedeskapi/organization/{organizationId}/property';
const scope = 'manage:servicedesk-customer';

export const organizationPropertyOperations: Operation[] = [
  {
    method: 'GET',
    path: root,
    scope,
    handle: (call) => {
      const organization = visibleOrganization(call);
      const self = (key: string) => `${call.base}/rest/servicedeskapi/organization/${organization.id}/property/${encodeURIComponent(key)}`;
      return ok({ keys: [...organization.properties.keys()].map((key) => ({ key, self: self(key) })) });
    },
  },
  {
    method: 'GET',
    path: `${root}/{propertyKey}`,
    scope,
    handle: (call) => {
      const { properties } = visibleOrganization(call);
      const key = param(call, 'propertyKey');
      if (!properties.has(key)) throw noSuchProperty();
      return ok({ key, value: properties.get(key) });
    },
  },
  { method: 'PUT', path: `${root}/{propertyKey}`, scope, handle: setProperty },
  {
    method: 'DELETE',
    path: `${root}/{propertyKey}`,
    scope,
    handle: (call) => {
      manager(call);
      const { properties } = organizationById(call.site, param(call, 'organizationId'));
      if (!properties.delete(param(call, 'propertyKey'))) throw noSuchProperty();
      return noContent();
    },
  },
];

/** The whole body is the value; at most 255 characters of key and 32,768 of value. */
function setProperty(call: Call): Answer {
  manager(call);
  const { properties } = organizationById(call.site, param(call, 'organizationId'));
  const key = param(call, 'propertyKey');
  if (call.body === undefined || key.length > 255 || JSON.stringify(call.body).length > 32_768) {
    throw badRequest('The property key or value is missing or too long.');
  }
  const status = properties.has(key) ? 200 : 201;
  properties.set(key, call.body);
  return { status };
}

const noSuchProperty = () => new Refusal(404, 'The property does not exist.', { i18nKey: 'sd.property.not.found' });
